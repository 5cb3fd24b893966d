using static Shared.Hostile.HostileText;

namespace Shared.Hostile;

/// <summary>Bodies whose model is not the same to each reader, or that no reader should have to read.</summary>
internal static class JsonCases
{
    internal static IEnumerable<HostileCase> All =>
    [
        .. Bad("two models that differ", """{"model":"m","model":"other"}"""),
        .. Bad("two models that are the same", """{"model":"m","model":"m"}"""),
        .. Bad("two models far apart", $$"""{"model":"m","x":"{{new string('a', 5000)}}","model":"other"}"""),
        .. Bad("a second Model in other letters", """{"model":"m","Model":"other"}"""),
        .. Bad("a first MODEL in other letters", """{"MODEL":"other","model":"m"}"""),
        .. Bad("a second model that is escaped", """{"model":"m","mod\u0065l":"other"}"""),
        .. Bad("a second model that is escaped and in other letters", """{"model":"m","\u004dodel":"other"}"""),
        .. Bad("a second model that is no string", """{"model":"m","model":{"a":1}}"""),
        .. Bad("a model within another object", """{"x":{"model":"m"}}"""),
        .. Bad("a model within a string", """{"x":"\"model\":\"m\""}"""),
        .. Bad("a model that is a list", """{"model":["m"]}"""),
        .. Bad("a model that is null", """{"model":null}"""),
        .. Bad("a list around the object", """[{"model":"m"}]"""),
        .. Bad("100 000 opened lists", """{"model":"m","x":""" + new string('[', 100_000)),
        .. Bad("10 000 lists, all closed", """{"model":"m","x":""" + new string('[', 10_000) + new string(']', 10_000) + "}"),
        .. Bad("10 000 objects, all closed", """{"model":"m","x":""" + string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000) + "}"),
        .. Bad("brackets that close what they did not open", """{"model":"m","x":[}]}"""),
        .. Bad("a byte order mark", "\u00ef\u00bb\u00bf" + Body),
        .. Bad("UTF-16", string.Concat(Body.Select(c => $"{c}\0"))),
        .. Bad("UTF-16 with its mark", "\u00ff\u00fe" + string.Concat(Body.Select(c => $"{c}\0"))),
        .. Bad("a byte that is no UTF-8 in the model", "{\"model\":\"m\u00ff\"}", 0),
        .. Bad("an m of two bytes in the model", "{\"model\":\"\u00c1\u00ad\"}", 0),
        .. Bad("a lone high surrogate in the model", """{"model":"m\ud800"}""", 0),
        .. Bad("a lone low surrogate in the model", """{"model":"\udc00m"}""", 0),
        .. Bad("an escaped NUL in the model", """{"model":"m\u0000"}""", 0),
        .. Bad("a NUL in the model", "{\"model\":\"m\0\"}"),
        .. Bad("a line end in the model", "{\"model\":\"m\n\"}"),
        .. Bad("an escaped line end and a field in the model", """{"model":"m\r\nX-Injected: 1"}""", 404, "\nX-Injected"),
        .. Bad("a model of 2000 letters", $$"""{"model":"{{new string('m', 2000)}}"}"""),
        .. Bad("a model with a space behind it", """{"model":"m "}""", 404),
        .. Bad("a model in capitals", """{"model":"M"}""", 404),
        .. Bad("letters behind the object", Body + "x"),
        .. Bad("another object behind the object", Body + Body),
        .. Bad("a NUL behind the object", Body + "\0"),
        .. Bad("a comma behind the last member", """{"model":"m",}"""),
        .. Bad("no comma between members", """{"model":"m" "x":1}"""),
        .. Bad("a comment around another model", """{"model":"m"/*,"model":"other"*/}"""),
        .. Bad("a comment before the object", "//\n" + Body),
        .. Bad("a key in single quotes", "{'model':'m'}"),
        .. Bad("a key without quotes", "{model:\"m\"}"),
        .. Bad("an object that does not end", """{"model":"m","x":"""),
        .. Bad("a string that does not end", "{\"model\":\"m\",\"x\":\"a\\\"}"),
        .. Bad("nothing", ""),
        .. Bad("white space alone", " \r\n\t "),
        .. Bad("a form", "model=m&x=1"),
        .. Good("a model that is escaped throughout", """{"\u006d\u006f\u0064\u0065\u006c":"\u006d"}"""),
        .. Good("a number of 2000 digits", $$"""{"model":"m","x":{{new string('9', 2000)}}}"""),
        .. Good("a number too large to be one", """{"model":"m","x":1e999999999}"""),
        .. Good("500 lists, all closed", """{"model":"m","x":""" + new string('[', 500) + new string(']', 500) + "}"),
        .. Good("another model within another object", """{"x":{"model":"other"},"model":"m"}"""),
    ];

    private static IEnumerable<HostileCase> Bad(string what, string body, int status = 400, string? never = null) =>
    [
        new($"a body with {what}", "RFC 8259 §4", Held.NotForwarded, Post(body))
        {
            Status = status,
            Promise = Promise.Routing,
            Never = never is null ? [] : [never],
        },
    ];

    // A proxy may refuse what it cannot read; what it forwards must be what was sent.
    private static IEnumerable<HostileCase> Good(string what, string body) =>
        [new($"a body with {what}", "RFC 8259 §9", Held.RefusedOrOne, Post(body)) { Status = 200, Promise = Promise.Routing, Body = body }];
}
