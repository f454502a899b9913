using DnasRepro.Locations;
using DnasRepro.Recipes;
using DnasRepro.Tests.Support;

namespace DnasRepro.Tests.Recipes;

/// <summary>A recipe file gives recipes, or says where and how it is wrong.</summary>
public class RecipeReaderTests
{
    internal const string Full = """
        $schema: ./recipe.schema.json
        format: 1
        recipes:
          - id: nasunet-short
            purpose: search
            working_directory: experiment/
            command: [python3, search_cell.py, --config, "../cfg/{run}.yml", --name, "a b"]
            seed_mechanism: config_key
            seed: {how: config, reason: "the key seed, which no shipped file sets"}
            seeds: [3, 0, 0x10]
            timeout_minutes: 1.5
            env: {OMP_NUM_THREADS: "{threads}", ROOT: "{data}/x"}
            bind:
              - {source: "{data}/imgseg", target: /train_tiny_data/imgseg/}
            patch:
              - {path: util/datasets/ultrasound_nerve.py, find: "CROP_SIZE = 256", replace: "CROP_SIZE = 64", count: 1}
            files:
              - path: cfg/short.yml
                content: |
                  seed: {seed}
                  searching:
                    epoch: {epochs}
                    {other: braces}
            stubs: [SimpleITK, tensorboardX]
            epochs: 4
            min_epochs: {epochs: 2, reason: printed before the epoch is trained}
            threads: 2
            image: ghcr.io/someone/nasunet@sha256:00ff
            outputs:
              - {name: architecture, path: probe, kind: genotype, reader: probe}
              - {name: printed, path: output, kind: genotype, reader: python_genotype, epoch_offset: -1}
              - {name: miou, path: "../logs/nasunet/search-*/run.log", kind: metric, reader: regex, expression: 'mIoU: ([0-9.]+)', expected: 0.5, tolerance: 0.1, take: first}
            space:
              operations: [{id: none, category: zero}, {id: skip, category: skip}, {id: pool, category: pooling}, {id: conv, category: convolution}]
              cells: [{id: down, input_nodes: 2, intermediate_nodes: 3, candidate_edges: 9, edges_kept_per_node: 2, output: concat}]
            genotype_comparator: operation_jaccard
            genotype_threshold: 0.5
            gives_set: false
            x_note: ours
        """;

    [Fact]
    public void Every_field_is_read()
    {
        var recipe = Assert.Single(Good(Full));

        Assert.Equal(("nasunet-short", RecipePurpose.Search, "experiment"), (recipe.Id, recipe.Purpose, recipe.WorkingDirectory?.Value));
        Assert.Equal(["python3", "search_cell.py", "--config", "../cfg/{run}.yml", "--name", "a b"], recipe.Command);
        Assert.Equal((SeedPassing.Configuration, false, "the key seed, which no shipped file sets"), (recipe.Seed, recipe.IsSeedFixed, recipe.SeedReason));
        Assert.Equal([3, 0, 16], recipe.Seeds);
        Assert.Equal(TimeSpan.FromSeconds(90), recipe.Timeout);
        Assert.Equal("{threads}", recipe.Environment["OMP_NUM_THREADS"]);
        Assert.Equal(new RecipeBind("{data}/imgseg", "/train_tiny_data/imgseg"), Assert.Single(recipe.Binds));
        Assert.Equal(new RecipePatch(RepoPath.Parse("util/datasets/ultrasound_nerve.py"), "CROP_SIZE = 256", "CROP_SIZE = 64", 1), Assert.Single(recipe.Patches));
        Assert.Equal(new RecipeFile(RepoPath.Parse("cfg/short.yml"), "seed: {seed}\nsearching:\n  epoch: {epochs}\n  {other: braces}\n"), Assert.Single(recipe.Files));
        Assert.Equal(["SimpleITK", "tensorboardX"], recipe.Stubs);
        Assert.Equal((4, new MinimumEpochs(2, "printed before the epoch is trained"), 2), (recipe.Epochs, recipe.MinimumEpochs, recipe.Threads));
        Assert.Equal(["probe", "output", "../logs/nasunet/search-*/run.log"], recipe.Outputs.Select(o => o.Path));
        Assert.Equal(new RecipeOutput("miou", "../logs/nasunet/search-*/run.log", "metric", "regex", "mIoU: ([0-9.]+)", 0.5, 0.1) { Take = Take.First }, recipe.Outputs[2]);
        Assert.Equal((-1, Take.Last), (recipe.Outputs[1].EpochOffset, recipe.Outputs[1].Take));
        Assert.Equal((2, 6, 9), (recipe.Space!.Cells[0].PerSite, recipe.Space.Cells[0].Slots, recipe.Space.Cells[0].Edges.Count));
        Assert.Equal(("operation_jaccard", 0.5, "ghcr.io/someone/nasunet@sha256:00ff"), (recipe.GenotypeComparator, recipe.GenotypeThreshold, recipe.Image));
        Assert.Equal(("file", 4, 5), (recipe.Origin.Kind, recipe.Origin.Place!.StartLine, recipe.Origin.Place.StartColumn));
    }

    [Theory]
    [InlineData("command: python a.py --seed {sed} --out {out}", "recipes[0].command", "'{sed}' is not known; did you mean '{seed}'?")]
    [InlineData("command: python a.py --seed {seed} --out {out} --c {config}", "recipes[0].command", "'{config}' is not known")]
    [InlineData("command: cd cnn && python a.py --seed {seed}", "recipes[0].command", "'&&'")]
    [InlineData("command: unknown", "recipes[0].command", "the command is 'unknown'")]
    [InlineData("command: [cd, cnn]", "recipes[0].command", "no program")]
    [InlineData("command: python a.py --out {out}", "recipes[0].seed_mechanism", "no word of the command has {seed}")]
    [InlineData("seed: {how: config}", "recipes[0].seed.how", "no entry of 'files' or 'patch' has {seed}")]
    [InlineData("seed: {how: environment}", "recipes[0].seed.how", "no variable under 'env' has {seed}")]
    [InlineData("seed_mechanism: hard_coded\n    seed: {how: inject}", "recipes[0].seed.how", "seeds them itself")]
    [InlineData("seed_mechanism: hard_coded\n    seeds: [1, 2]", "recipes[0].seeds", "hard-coded, but 2 seeds")]
    [InlineData("seeds: [1, 2, 1]", "recipes[0].seeds[2]", "twice")]
    [InlineData("seeds: [-1]", "recipes[0].seeds[0]", "'-1' is no seed")]
    [InlineData("seeds: [4294967296]", "recipes[0].seeds[0]", "no seed")]
    [InlineData("working_directory: ../other", "recipes[0].working_directory", "no path inside the repository")]
    [InlineData("working_directory: /tmp", "recipes[0].working_directory", "no path inside the repository")]
    [InlineData("working_directory: ..", "recipes[0].working_directory", "no path inside the repository")]
    [InlineData("timeout_minutes: 0", "recipes[0].timeout_minutes", "no time")]
    [InlineData("timeout_minutes: 1000000", "recipes[0].timeout_minutes", "no time")]
    [InlineData("env: {HOME: /x}", "recipes[0].env.HOME", "set by the rerun itself")]
    [InlineData("env: {A: '{nothing}'}", "recipes[0].env.A", "'{nothing}' is not known")]
    [InlineData("bind: [{source: /home, target: /data}]", "recipes[0].bind[0].source", "{data}")]
    [InlineData("bind: [{source: '{data}/../x', target: /data}]", "recipes[0].bind[0].source", "{data}")]
    [InlineData("bind: [{source: '{data}', target: /usr/lib}]", "recipes[0].bind[0].target", "place for data")]
    [InlineData("bind: [{source: '{data}', target: /data/../usr}]", "recipes[0].bind[0].target", "place for data")]
    [InlineData("bind: [{source: '{data}', target: ../data}]", "recipes[0].bind[0].target", "place for data")]
    [InlineData("bind: [{source: '{data}', target: .git}]", "recipes[0].bind[0].target", "place for data")]
    [InlineData("bind: [{source: '{data}', target: /}]", "recipes[0].bind[0].target", "place for data")]
    [InlineData("patch: [{path: ../a.py, find: a, replace: b}]", "recipes[0].patch[0].path", "no path inside")]
    [InlineData("patch: [{path: a.py, find: a, replace: a}]", "recipes[0].patch[0].replace", "changes nothing")]
    [InlineData("files: [{path: .git/config, content: x}]", "recipes[0].files[0].path", "no path inside")]
    [InlineData("epochs: 3", "recipes[0].epochs", "no effect")]
    [InlineData("command: python a.py --seed {seed} --epochs {epochs}", "recipes[0].command", "'epochs' does not say")]
    [InlineData("command: python a.py --seed {seed} --epochs {epochs}\n    epochs: 3\n    min_epochs: {epochs: 17, reason: frozen}", "recipes[0].epochs", "at least 17 are needed: frozen")]
    [InlineData("outputs: [{name: a, path: '{out}/a', kind: genotype, reader: auto}]\n    command: python a.py {seed}", "recipes[0].outputs", "not told of it")]
    [InlineData("outputs: [{name: a, path: ../a, kind: genotype, reader: auto}]", "recipes[0].outputs[0].path", "leaves the repository")]
    [InlineData("outputs: [{name: a, path: stdout, kind: genotype, reader: torch}]", "recipes[0].outputs[0].reader", "reads files")]
    [InlineData("outputs: [{name: a, path: stdout, kind: genotype, reader: probe}]", "recipes[0].outputs[0].path", "do not go together")]
    [InlineData("outputs: [{name: a, path: a.csv, kind: metric, reader: csv_column}]", "recipes[0].outputs[0].reader", "needs an expression")]
    [InlineData("outputs: [{name: a, path: a.json, kind: metric, reader: json_pointer, expression: a/b}]", "recipes[0].outputs[0].expression", "no JSON pointer")]
    [InlineData("outputs: [{name: a, path: a.txt, kind: metric, reader: regex, expression: '('}]", "recipes[0].outputs[0].expression", "cannot be used")]
    [InlineData("outputs: [{name: a, path: a.txt, kind: metric, reader: regex, expression: '(?=a)b'}]", "recipes[0].outputs[0].expression", "cannot be used")]
    [InlineData("outputs: [{name: a, path: a.txt, kind: metric, reader: regex, expression: '((a{500}){500}){500}'}]", "recipes[0].outputs[0].expression", "cannot be used")]
    [InlineData("outputs: [{name: a, path: a.txt, kind: metric, reader: auto}]", "recipes[0].outputs[0].reader", "gives no number")]
    [InlineData("outputs: [{name: a, path: a.txt, kind: genotype, reader: auto, expected: 1}]", "recipes[0].outputs[0].expected", "no metric")]
    [InlineData("outputs: [{name: a, path: a, kind: log, reader: exists}, {name: a, path: b, kind: log, reader: exists}]", "recipes[0].outputs[1].name", "two outputs")]
    [InlineData("space: {operations: [{id: a}], cells: [{id: c, input_nodes: 2, intermediate_nodes: 2, candidate_edges: 4}]}", "recipes[0].space", "have 5")]
    [InlineData("genotype_comparator: jaccard", "recipes[0].genotype_comparator", "not allowed")]
    [InlineData("threads: 0", "recipes[0].threads", "out of range")]
    [InlineData("commando: x", "recipes[0].commando", "did you mean 'command'?")]
    [InlineData("env: {OMP: 1}", "recipes[0].env.OMP", "text is expected")]
    [InlineData("image: --privileged", "recipes[0].image", "does not have the form")]
    public void A_fault_is_named_at_its_place(string lines, string field, string part)
    {
        var reading = Read(Small(lines));

        var problem = Assert.Single(reading.Problems);
        Assert.Empty(reading.Recipes);
        Assert.Equal(field, problem.Field);
        Assert.Contains(part, problem.Message);
        Assert.NotEmpty(problem.Fix);
        Assert.InRange(problem.Location.StartLine, 2, 12);
        Assert.StartsWith($"recipe.yml:{problem.Location.StartLine}:", problem.ToString());
    }

    [Theory]
    [InlineData("command_line", "python a.py {seed}", SeedPassing.Argument)]
    [InlineData("config_key", "python a.py trainer.seed={seed}", SeedPassing.Argument)]
    [InlineData("absent", "python a.py", SeedPassing.None)]
    [InlineData("hard_coded", "python a.py", SeedPassing.None)]
    [InlineData("absent\n    seed: {how: inject}", "python a.py", SeedPassing.Inject)]
    [InlineData("environment_variable\n    env: {SEED: '{seed}'}", "python a.py", SeedPassing.Environment)]
    [InlineData("config_key\n    patch: [{path: c.yml, find: 'seed: 1', replace: 'seed: {seed}'}]", "python a.py", SeedPassing.Configuration)]
    public void The_way_of_the_seed_follows_from_what_the_recipe_says(string mechanism, string command, SeedPassing how)
    {
        var recipe = Assert.Single(Good(Small($"command: {command}\n    seed_mechanism: {mechanism}")));

        Assert.Equal(how, recipe.Seed);
        Assert.Equal(mechanism == "hard_coded", recipe.IsSeedFixed);
    }

    [Theory]
    [InlineData("stdout", "printed_tensors")]
    [InlineData("output", "nas_bench_201")]
    [InlineData("log.txt", "auto")]
    public void What_readers_of_texts_read_is_kept_as_it_stands(string path, string reader)
    {
        var output = Assert.Single(Assert.Single(Good(Small($"outputs: [{{name: a, path: {path}, kind: genotype, reader: {reader}}}]"))).Outputs);

        Assert.Equal((path, reader), (output.Path, output.Reader));
    }

    [Fact]
    public void Retraining_needs_no_seed() =>
        Assert.Equal(SeedPassing.None, Assert.Single(Good(Small("purpose: retrain\n    command: python retrain.py"))).Seed);

    [Fact]
    public void One_bad_recipe_leaves_the_others()
    {
        var reading = Read(Small("seeds: [1]") + "\n  - {id: b, purpose: smoke, command: 'a | b', seed_mechanism: absent, timeout_minutes: 1}\n  - {id: a, purpose: smoke, command: a, seed_mechanism: absent, timeout_minutes: 1}");

        Assert.Equal(["a"], reading.Recipes.Select(r => r.Id));
        Assert.Equal(["recipes[1].command", "recipes[2].id"], reading.Problems.Select(p => p.Field));
        Assert.Contains("recipe.yml:", Assert.Throws<UserErrorException>(() => reading.OrError()).Message);
    }

    [Theory]
    [InlineData("id: a\ncommand: python a.py", "belongs into the list 'recipes'")]
    [InlineData("recipes: []", "at least 1")]
    [InlineData("recipes: unknown", "a list is expected")]
    [InlineData("format: 2\nrecipes: []", "not allowed")]
    [InlineData("- a", "a mapping is expected")]
    [InlineData("recipes: [", "not valid YAML")]
    [InlineData("", "empty")]
    public void A_file_of_another_form_is_refused(string text, string part) => Assert.Contains(Read(text).Problems, p => p.Message.Contains(part));

    [Fact]
    public void Json_is_read_by_its_ending()
    {
        const string Text = """{"recipes": [{"id": "a", "purpose": "search", "command": ["python", "a.py", "{seed}"], "seed_mechanism": "command_line", "timeout_minutes": 1}]}""";

        Assert.Equal(["python", "a.py", "{seed}"], Assert.Single(RecipeReader.ReadFile(Text, RepoPath.Parse("r.json")).OrError()).Command);
    }

    [Fact]
    public void The_example_card_gives_its_recipes()
    {
        var card = Tests.Support.Cards.Root(Path.Combine(Repository.Root, "examples", "unet-darts", "nas-reporting-card.yml"));

        var recipes = RecipeReader.ReadCard(card).OrError();

        Assert.Equal([RecipePurpose.Smoke, RecipePurpose.Search, RecipePurpose.Retrain], recipes.Select(r => r.Purpose));
        Assert.All(recipes, r => Assert.Equal(("card", SeedPassing.Argument), (r.Origin.Kind, r.Seed)));
        Assert.Equal("nas-reporting-card.yml", recipes[0].Origin.Place!.Path.Value);
    }

    [Theory]
    [InlineData("darts.nas-card.yaml", SeedPassing.Argument)]
    [InlineData("nasunet.nas-card.yaml", SeedPassing.Configuration)]
    [InlineData("dints.nas-card.yaml", SeedPassing.None)]
    public void Cards_of_public_searches_give_recipes(string name, SeedPassing how)
    {
        var card = Tests.Support.Cards.Root(Path.Combine(Repository.Root, "tests", "DnasRepro.Tests", "Fixtures", "cards", "positive", name));

        var recipe = Assert.Single(RecipeReader.ReadCard(card).OrError());

        Assert.Equal((RecipePurpose.Search, how, how == SeedPassing.None), (recipe.Purpose, recipe.Seed, recipe.IsSeedFixed));
        Assert.DoesNotContain(recipe.Outputs, o => o.Reader == "python_genotype" && o.EpochOffset is null);
    }

    internal static IReadOnlyList<Recipe> Good(string text) => Read(text).OrError();

    internal static RecipeReading Read(string text) => RecipeReader.ReadFile(text, RepoPath.Parse("recipe.yml"));

    /// <summary>A small recipe in which lines stand for its own lines of the same keys.</summary>
    internal static string Small(string lines)
    {
        string[] usual = ["purpose: search", "command: python a.py --seed {seed} --out {out}", "seed_mechanism: command_line", "timeout_minutes: 5"];
        var own = lines.Split("\n    ").Select(l => l.Split(':')[0]).ToHashSet();
        return "recipes:\n  - id: a\n    " + string.Join("\n    ", usual.Where(l => !own.Contains(l.Split(':')[0])).Append(lines));
    }
}
