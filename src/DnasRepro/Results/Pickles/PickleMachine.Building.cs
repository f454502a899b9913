namespace DnasRepro.Results.Pickles;

/// <summary>The steps that name globals and ask for objects.</summary>
internal sealed partial class PickleMachine
{
    private bool Building(char code)
    {
        switch (code)
        {
            case 'c':
                stack.Push(new PickleGlobal(input.Line(), input.Line()));
                return true;
            case '\u0093':
                var names = stack.PopTuple(2).Items;
                stack.Push(names is [PickleText module, PickleText name] ? new PickleGlobal(module.Value, name.Value) : throw Damaged);
                return true;
            case 'b':
                var state = stack.Pop();
                PickleCalls.SetState(stack.Top, state);
                return true;
            case 'P':
                stack.Push(persistent(new PickleText(input.Line())));
                return true;
            case 'Q':
                stack.Push(persistent(stack.Pop()));
                return true;
            case '\u0082' or '\u0083' or '\u0084':
                throw new PickleRefusal("it uses the extension registry of a running Python");
            case '\u0097':
                throw new PickleRefusal("it holds part of its data elsewhere");
            default:
                return false;
        }
    }

    private bool Calling(char code)
    {
        switch (code)
        {
            case 'R':
                var arguments = stack.Pop();
                stack.Push(PickleCalls.Call(stack.Pop(), arguments));
                return true;
            case '\u0081':
                var given = stack.Pop();
                stack.Push(PickleCalls.Make(stack.Pop(), given));
                return true;
            case '\u0092':
                stack.Pop();
                goto case '\u0081';
            case 'i':
                var type = new PickleGlobal(input.Line(), input.Line());
                stack.Push(PickleCalls.Call(type, new PickleList(stack.PopToMark(), isTuple: true)));
                return true;
            case 'o':
                var parts = stack.PopToMark();
                stack.Push(parts.Count > 0 ? PickleCalls.Call(parts[0], new PickleList(parts[1..], isTuple: true)) : throw Damaged);
                return true;
            default:
                return false;
        }
    }

    private static void Append(PickleValue target, List<PickleValue> items)
    {
        switch (target)
        {
            case PickleList { IsTuple: false } list:
                list.Items.AddRange(items);
                break;
            case PickleObject made:
                made.Content.Pairs.AddRange(items.Select(i => ((PickleValue)new PickleNumber(made.Content.Pairs.Count, true), i)));
                break;
            default:
                throw Damaged;
        }
    }

    private static PickleValue Filled(PickleValue target, List<PickleValue> pairs)
    {
        var map = target as PickleMap ?? (target as PickleObject)?.Content;
        if (map is null || pairs.Count % 2 != 0)
            throw Damaged;
        for (var i = 0; i < pairs.Count; i += 2)
            map.Pairs.Add((pairs[i], pairs[i + 1]));
        return target;
    }

    private static PickleRefusal Damaged => new("the pickle is damaged");
}
