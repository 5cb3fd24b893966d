using Edge.LoadTests.Scenarios.Asking;
using NBomber.Contracts;
using NBomber.CSharp;

namespace Edge.LoadTests.Scenarios.Kinds;

/// <summary>Requests for a route that moves twice a second; the moves are a scenario of their own beside them.</summary>
internal static class RouteChange
{
    internal static ScenarioProps[] Create(Tools tools, Turn turn)
    {
        var route = new MovingRoute(tools.Options.Control!, tools.Options.Moves);
        return
        [
            Tools.Create("route_change", turn, turn.Requests(100), context => AskAsync(tools, route, context), tools.Quick()).WithInit(_ => route.CreateAsync()),
            Tools.Create("route_change_moves", turn, turn.Requests(2), _ => MoveAsync(route)).WithClean(async _ =>
            {
                await route.DeleteAsync();
                route.Dispose();
            }),
        ];
    }

    private static async Task<IResponse> AskAsync(Tools tools, MovingRoute route, IScenarioContext context)
    {
        var question = new Question(MovingRoute.Name, Prompts.Short);
        object before = route.Now;
        using HttpResponseMessage answer = await tools.Gateway.AskAsync(question, context.ScenarioCancellationToken);
        // The route was picked before the first byte of the answer came.
        return await tools.Judge.JudgeAsync(question, answer, route.Served(before), context.ScenarioCancellationToken);
    }

    private static async Task<IResponse> MoveAsync(MovingRoute route)
    {
        int status = await route.MoveAsync();
        return status == 200 ? Response.Ok(statusCode: "200") : Response.Fail(statusCode: $"{status}", message: "the control API refused a move");
    }
}
