using DnasRepro.Python.Syntax;

namespace DnasRepro.Python.Parsing;

/// <summary>In which order a function's parameters may stand.</summary>
internal sealed class ParameterRules(DiagnosticBag problems)
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private bool hasDefault;
    private bool hasStar;
    private bool hasSlash;
    private bool isBareStar;
    private bool hasDoubleStar;
    private bool isFirst = true;

    public void Slash(int place)
    {
        if (hasSlash || hasStar || hasDoubleStar || isFirst)
            problems.Add(place, "'/' cannot stand here");
        hasSlash = true;
    }

    public void Check(PyParameter parameter, int place)
    {
        isFirst = false;
        if (hasDoubleStar)
            problems.Add(place, "nothing can follow '**'");
        if (parameter.Name is { Length: > 0 } name && !names.Add(name))
            problems.Add(place, "two parameters have one name");
        switch (parameter.Kind)
        {
            case ArgumentKind.Star:
                if (hasStar)
                    problems.Add(place, "there can be only one '*'");
                if (parameter.Default is not null)
                    problems.Add(place, "this parameter can have no default");
                hasStar = true;
                isBareStar = parameter.Name is null;
                return;
            case ArgumentKind.DoubleStar:
                hasDoubleStar = true;
                if (isBareStar)
                    problems.Add(place, "a name has to follow '*'");
                if (parameter.Default is not null)
                    problems.Add(place, "this parameter can have no default");
                break;
            case ArgumentKind.Plain when parameter.Default is not null:
                hasDefault = true;
                break;
            case ArgumentKind.Plain when hasDefault && !hasStar:
                problems.Add(place, "a parameter without a default follows one with a default");
                break;
        }
        isBareStar = false;
    }

    public void End(int place)
    {
        if (isBareStar)
            problems.Add(place, "a name has to follow '*'");
    }
}
