using System.Text.Json.Nodes;

namespace DnasRepro.Studies;

/// <summary>A list as the tree that schemas/study-list.schema.json describes; what a study does not have is left out.</summary>
internal static class StudyListForm
{
    public static JsonObject Of(StudyList list)
    {
        var form = new JsonObject { ["study_list"] = "1" };
        Add(form, "title", list.Title);
        Add(form, "note", list.Note);
        if (list.Reference != ReferenceTable.Review)
            form["reference"] = Reference(list.Reference);
        if (list.Stated.Count > 0)
            form["stated"] = new JsonObject([.. list.Stated.Select(s => KeyValuePair.Create(s.Step, (JsonNode?)s.Count))]);
        form["studies"] = new JsonArray([.. list.Studies.Select(Of)]);
        return form;
    }

    public static JsonObject Of(Study study)
    {
        var form = new JsonObject { ["id"] = study.Id };
        Add(form, "title", study.Title);
        Add(form, "method", study.Method);
        Add(form, "method_name", study.MethodName);
        Add(form, "year", study.Year);
        if (study.Papers.Count > 0)
            form["papers"] = new JsonArray([.. study.Papers.Select(Paper)]);
        if (study.Tasks.Count > 0)
            form["tasks"] = new JsonArray([.. study.Tasks.Select(t => (JsonNode?)t)]);
        Add(form, "dimensionality", study.Dimensionality);
        Add(form, "level", study.Level);
        Add(form, "repository", study.Repository?.Target ?? (study.SaysNoRepository ? StudyWords.None : null));
        Add(form, "folder", study.Repository?.Folder);
        Add(form, "card", study.Card);
        if (study.Screening != Screening.Included)
            form["screening"] = ScreeningOf(study.Screening);
        if (study.Answers.Count > 0)
            form["answers"] = new JsonObject([.. study.Answers.Select(a => KeyValuePair.Create(StudyWords.Of(StudyWords.Questions, a.Question), (JsonNode?)Answer(a)))]);
        return form;
    }

    private static JsonObject Reference(ReferenceTable table)
    {
        var form = new JsonObject { ["name"] = table.Name, ["source"] = table.Source };
        Add(form, "note", table.Note);
        form["figures"] = new JsonObject([.. table.Figures.Select(f => KeyValuePair.Create(StudyWords.Of(StudyWords.Questions, f.Question), (JsonNode?)new JsonObject { ["yes"] = f.Yes, ["of"] = f.Of }))]);
        return form;
    }

    private static JsonObject Paper(Paper paper)
    {
        var form = new JsonObject { ["title"] = paper.Title };
        Add(form, "doi", paper.Doi);
        Add(form, "arxiv", paper.Arxiv);
        Add(form, "year", paper.Year);
        Add(form, "role", paper.Role);
        return form;
    }

    private static JsonObject ScreeningOf(Screening screening)
    {
        var form = new JsonObject { ["stage"] = StudyWords.Of(StudyWords.Stages, screening.Stage) };
        Add(form, "reason", screening.Reason);
        Add(form, "note", screening.Note);
        return form;
    }

    private static JsonObject Answer(ReaderAnswer answer)
    {
        var form = new JsonObject { ["value"] = answer.Value is { } value ? StudyWords.Of(StudyWords.Values, value) : StudyWords.NotRecoded };
        Add(form, "written", answer.Written);
        Add(form, "source", answer.Source);
        Add(form, "note", answer.Note);
        Add(form, "confidence", answer.Confidence);
        return form;
    }

    private static void Add(JsonObject form, string key, JsonNode? value)
    {
        if (value is not null)
            form[key] = value;
    }
}
