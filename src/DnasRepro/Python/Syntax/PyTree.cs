namespace DnasRepro.Python.Syntax;

/// <summary>
/// Walks trees without allocating: the same pieces in the same order as <see cref="PyExpression.Children"/>,
/// <see cref="PyStatement.Expressions"/> and <see cref="PyStatement.Blocks"/> give, for walks over everything.
/// </summary>
internal static class PyTree
{
    /// <summary>Visits every expression of a body and of the blocks in it, outer ones first.</summary>
    public static void Visit(IReadOnlyList<PyStatement> body, Action<PyExpression> visit)
    {
        var walk = new Walk(null, visit);
        walk.Block(body);
    }

    /// <summary>Visits every statement of a body, each followed by its expressions and then by its blocks.</summary>
    public static void Visit(IReadOnlyList<PyStatement> body, Action<PyStatement> visitStatement, Action<PyExpression> visit)
    {
        var walk = new Walk(visitStatement, visit);
        walk.Block(body);
    }

    /// <summary>Visits an expression and all that are inside it, outer ones first.</summary>
    public static void Visit(PyExpression expression, Action<PyExpression> visit) => new Walk(null, visit).Expression(expression);

    private readonly struct Walk(Action<PyStatement>? visitStatement, Action<PyExpression> visit)
    {
        public void Block(IReadOnlyList<PyStatement> body)
        {
            for (var i = 0; i < body.Count; i++)
                Statement(body[i]);
        }

        public void Expression(PyExpression? node)
        {
            if (node is null)
                return;
            visit(node);
            switch (node)
            {
                case NameExpression or NumberExpression or EllipsisExpression or ErrorExpression:
                    break;
                case AttributeExpression attribute:
                    Expression(attribute.Value);
                    break;
                case CallExpression call:
                    Expression(call.Function);
                    Arguments(call.Arguments);
                    break;
                case StringExpression text:
                    All(text.Fields);
                    break;
                case SequenceExpression sequence:
                    All(sequence.Items);
                    break;
                case SubscriptExpression subscript:
                    Expression(subscript.Value);
                    Expression(subscript.Index);
                    break;
                case BinaryExpression binary:
                    Expression(binary.Left);
                    Expression(binary.Right);
                    break;
                default:
                    Rest(node);
                    break;
            }
        }

        private void Rest(PyExpression node)
        {
            switch (node)
            {
                case UnaryExpression unary:
                    Expression(unary.Operand);
                    break;
                case SliceExpression slice:
                    Expression(slice.Lower);
                    Expression(slice.Upper);
                    Expression(slice.Step);
                    break;
                case DictionaryExpression dictionary:
                    Pairs(dictionary.Pairs);
                    break;
                case ConditionalExpression conditional:
                    Expression(conditional.Value);
                    Expression(conditional.Condition);
                    Expression(conditional.Otherwise);
                    break;
                case ComprehensionExpression comprehension:
                    Comprehension(comprehension);
                    break;
                case LambdaExpression lambda:
                    for (var i = 0; i < lambda.Parameters.Count; i++)
                        Expression(lambda.Parameters[i].Default);
                    Expression(lambda.Body);
                    break;
                case StarExpression star:
                    Expression(star.Value);
                    break;
                case WrappedExpression wrapped:
                    Expression(wrapped.Value);
                    break;
                case WalrusExpression walrus:
                    Expression(walrus.Target);
                    Expression(walrus.Value);
                    break;
            }
        }

        private void All(IReadOnlyList<PyExpression> nodes)
        {
            for (var i = 0; i < nodes.Count; i++)
                Expression(nodes[i]);
        }

        private void Arguments(IReadOnlyList<PyArgument> arguments)
        {
            for (var i = 0; i < arguments.Count; i++)
                Expression(arguments[i].Value);
        }

        private void Pairs(IReadOnlyList<PyPair> pairs)
        {
            for (var i = 0; i < pairs.Count; i++)
            {
                Expression(pairs[i].Key);
                Expression(pairs[i].Value);
            }
        }

        private void Comprehension(ComprehensionExpression node)
        {
            Expression(node.Element);
            Expression(node.Value);
            for (var i = 0; i < node.Parts.Count; i++)
            {
                Expression(node.Parts[i].Target);
                Expression(node.Parts[i].Source);
                All(node.Parts[i].Conditions);
            }
        }

        private void Statement(PyStatement node)
        {
            visitStatement?.Invoke(node);
            switch (node)
            {
                case ExpressionStatement expression:
                    Expression(expression.Value);
                    break;
                case AssignStatement assign:
                    All(assign.Targets);
                    Expression(assign.Annotation);
                    Expression(assign.Value);
                    break;
                case AugmentedStatement augmented:
                    Expression(augmented.Target);
                    Expression(augmented.Value);
                    break;
                case SimpleStatement simple:
                    All(simple.Values);
                    break;
                case ImportStatement or FromImportStatement or ErrorStatement:
                    break;
                default:
                    foreach (var expression in node.Expressions)
                        Expression(expression);
                    foreach (var block in node.Blocks)
                        Block(block);
                    break;
            }
        }
    }
}
