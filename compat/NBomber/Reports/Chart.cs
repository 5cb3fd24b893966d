using System.Text;

namespace NBomber.Reports;

/// <summary>Draws lines as SVG, 400 by 200.</summary>
internal static class Chart
{
    private const double Left = 44, Right = 384, Top = 26, Bottom = 182;

    /// <summary>A chart. Heights are drawn by their logarithm where <paramref name="log"/> says so; <paramref name="marks"/> are the names of places below.</summary>
    internal static string Draw(string title, bool log, IEnumerable<(double X, string Text)> marks, params (string Name, string Color, (double X, double Y)[] Points)[] lines)
    {
        (double X, double Y)[] all = [.. lines.SelectMany(line => line.Points)];
        double from = all.Select(point => point.X).DefaultIfEmpty().Min(), to = Math.Max(from + 1e-9, all.Select(point => point.X).DefaultIfEmpty().Max());
        double Height(double y) => log ? Math.Log10(Math.Max(0.01, y)) : y;
        double top = all.Select(point => Height(point.Y)).DefaultIfEmpty().Max(), low = log ? Math.Floor(all.Select(point => Height(point.Y)).DefaultIfEmpty().Min()) : 0;
        // Whole powers of ten, or four steps of a round size.
        double size = log ? 1 : Math.Pow(10, Math.Floor(Math.Log10(Math.Max(1, top))));
        double step = log ? 1 : new[] { 0.25, 0.5, 1, 2.5 }.Select(part => part * size).First(part => part * 4 >= top);
        double high = Math.Max(low + step, Math.Ceiling(top / step) * step);
        string X(double x) => Number(Left + ((Right - Left) * (x - from) / (to - from)));
        string Y(double height) => Number(Bottom - ((Bottom - Top) * (height - low) / (high - low)));
        var svg = new StringBuilder($"<svg viewBox=\"0 0 400 200\" role=\"img\"><title>{title}</title><text x=\"{Left}\" y=\"12\" class=\"t\">{title}</text>");
        for (double at = low; at <= high + 1e-9; at += step)
            svg.Append($"<path d=\"M{Left} {Y(at)}H{Right}\" class=\"g\"/><text x=\"40\" y=\"{Y(at)}\" class=\"y\">{Table.Text(log ? Math.Pow(10, at) : at)}</text>");
        foreach ((double x, string text) in marks)
            svg.Append($"<text x=\"{X(x)}\" y=\"196\" class=\"x\">{text}</text>");
        double legend = Right;
        foreach ((string name, string color, (double X, double Y)[] points) in lines)
        {
            svg.Append($"<polyline stroke=\"{color}\" points=\"{string.Join(' ', points.Select(point => $"{X(point.X)},{Y(Height(point.Y))}"))}\"/>");
            svg.Append($"<text x=\"{Number(legend)}\" y=\"12\" fill=\"{color}\" class=\"l\">{name}</text>");
            legend -= 14 + (6 * name.Length);
        }
        return svg.Append("</svg>").ToString();
    }

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
