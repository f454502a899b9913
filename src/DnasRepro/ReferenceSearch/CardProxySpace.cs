using DnasRepro.Cards;
using DnasRepro.Locations;

namespace DnasRepro.ReferenceSearch;

/// <summary>The space of the proxy: the declared dimensions, nodes and operations in cells of a small U.</summary>
internal static class CardProxySpace
{
    private const int MostCells = 100;

    public static SpaceSettings Of(CardValue root, List<string> notes)
    {
        var block = root["search_space"];
        if (!block.IsStated)
            notes.Add("The card does not state its search space: the proxy searches its default one.");
        var cells = block["cells"].Items.Take(MostCells).ToList();
        var (down, up) = (Role(cells, ReferenceSpace.Down), Role(cells, ReferenceSpace.Up));
        var isGrid = CardProxyTopology.IsSearched(root);
        if (!isGrid)
            TellCells(cells, down, up, notes);
        var space = new SpaceSettings { Dimensions = Dimensions(root, notes), Nodes = isGrid ? new SpaceSettings().Nodes : Nodes(down, up, notes) };
        space = block.IsStated
            ? space with { DownOperations = CardOperations.Of(root, down, notes), UpOperations = isGrid ? space.UpOperations : CardOperations.Of(root, up, notes) }
            : space;
        TellForm(block, isGrid ? [] : cells, notes);
        return space;
    }

    /// <summary>The cell that stands for a type: one of that kind, else one that is neither down nor up, else any.</summary>
    private static CardValue? Role(List<CardValue> cells, string type) =>
        cells.Find(c => CellRoles.OfKind(c["kind"].Text) == type) ?? cells.Find(c => CellRoles.OfKind(c["kind"].Text) is null) ?? cells.FirstOrDefault();

    private static void TellCells(List<CardValue> cells, CardValue? down, CardValue? up, List<string> notes)
    {
        foreach (var (cell, type) in new[] { (down, ReferenceSpace.Down), (up, ReferenceSpace.Up) })
        {
            if (cell is not null && CellRoles.OfKind(cell["kind"].Text) != type)
                notes.Add($"No cell of the kind {type} is declared: '{Evidence.Cut(cell["id"].Text ?? "?")}' ({cell["kind"].Text ?? "kind not stated"}) stands for the {type} cells.");
        }
        var others = cells.Where(c => c.Field != down?.Field && c.Field != up?.Field).Select(c => c["id"].Text ?? "?").ToList();
        if (others.Count > 0)
            notes.Add($"Cells that the proxy does not have: {CardNumbers.List(others)}.");
    }

    private static int Dimensions(CardValue root, List<string> notes)
    {
        var declared = root.At("search_space.spatial_dims");
        var stated = declared.IsStated ? declared : root.At("task.dimensionality");
        switch (stated.Text)
        {
            case "2d":
                return 2;
            case "3d":
                return 3;
            case "pseudo_3d" or "mixed" or "3d_plus_t":
                notes.Add($"{stated.Field} is {stated.Text}: the proxy works in 3 dimensions.");
                return 3;
            case "2.5d" or "2d_plus_t":
                notes.Add($"{stated.Field} is {stated.Text}: the proxy works in 2 dimensions.");
                return 2;
            default:
                notes.Add("Whether the space is of images or volumes is not stated: the proxy works in 2 dimensions.");
                return 2;
        }
    }

    private static int Nodes(CardValue? down, CardValue? up, List<string> notes)
    {
        var places = new[] { down, up }.OfType<CardValue>().Select(c => c["intermediate_nodes"]).Where(n => n.Integer is > 0).ToList();
        if (places.Count == 0)
            return new SpaceSettings().Nodes;
        if (places.Select(p => p.Integer).Distinct().Count() > 1)
            notes.Add($"The declared cells have {string.Join(" and ", places.Select(p => p.Integer))} nodes: those of the proxy all have as many as the first.");
        return places[0].CountIn("space.nodes", 2, notes);
    }

    private static void TellForm(CardValue block, List<CardValue> cells, List<string> notes)
    {
        if (cells.Exists(c => c["input_nodes"].Integer is { } inputs && inputs != ReferenceSpace.Inputs))
            notes.Add($"Cells of the proxy have {ReferenceSpace.Inputs} inputs, whatever is declared.");
        if (cells.Exists(c => c["weights_shared"].Flag == false))
            notes.Add("All cells of a type share their architecture parameters in the proxy, which the declared ones do not.");
        if (cells.Exists(c => c["output"].Text is "sum" or "mean" or "last"))
            notes.Add("A cell's result is the concatenation of its nodes in the proxy, whatever is declared.");
        if (block["edge_specific_operations"].Flag == true)
            notes.Add("The declared edges have operations of their own; in the proxy every edge of a cell has all of the cell's operations.");
        if (block["backbone_state"].Text is "pretrained_frozen" or "pretrained_tuned")
            notes.Add("The declared cells are searched inside a network that is trained before; the proxy's network starts from nothing.");
        var beyond = block["searched_dimensions"].Texts.Take(20).Where(d => d is not ("operations" or "cell_edges" or "kernel_size" or "dilation" or "network_path" or "resolution_path" or "skip_connections")).ToList();
        if (beyond.Count > 0)
            notes.Add($"What else is declared to be searched and is not in the proxy: {CardNumbers.List(beyond)}.");
    }
}
