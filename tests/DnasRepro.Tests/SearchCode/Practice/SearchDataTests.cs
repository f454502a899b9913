namespace DnasRepro.Tests.SearchCode.Practice;

public class SearchDataTests
{
    [Theory]
    [InlineData("split = int(np.floor(args.train_portion * num_train))\na = DataLoader(d, sampler=SubsetRandomSampler(ids[:split]))\nb = DataLoader(d, sampler=SubsetRandomSampler(ids[split:num_train]))", "split = ")]
    [InlineData("a, b = torch.utils.data.random_split(d, [8, 2])", "a, b = ")]
    [InlineData("a, b = train_test_split(d, test_size=0.5)", "a, b = ")]
    public void Finds_where_the_training_data_are_split(string text, string excerpt) =>
        Assert.StartsWith(excerpt, Assert.Single(PracticeOf.Program("import torch\nnum_train = len(d)\n" + text).DataSplits).Excerpt, StringComparison.Ordinal);

    [Theory]
    [InlineData("a = DataLoader(d, sampler=SubsetRandomSampler(ids))")]
    [InlineData("a = partition_dataset(data=d, num_partitions=world_size)")]
    public void Samplers_over_everything_split_nothing(string text) => Assert.Empty(PracticeOf.Program(text).DataSplits);

    [Fact]
    public void An_architecture_step_on_the_test_set_is_found_with_all_links()
    {
        var found = PracticeOf.Program(Program("datasets.CIFAR10(root, train=False)")).TestDataInSearch;

        Assert.Equal(["held = datasets.CIFAR10(root, train=False)", "valid_queue = DataLoader(held)", "architect.step(batch, search_batch)"], found.Select(e => e.Excerpt));
    }

    [Theory]
    [InlineData("datasets.CIFAR10(root, train=True)")]
    [InlineData("Cells(root, train=False)")]
    [InlineData("Cells(root, split='val')")]
    [InlineData("pick(root)")]
    public void Other_data_are_not_said_to_be_test_data(string data) => Assert.Empty(PracticeOf.Program(Program(data)).TestDataInSearch);

    [Fact]
    public void Test_data_that_are_only_evaluated_are_fine() => Assert.Empty(PracticeOf.Program(
        Program("datasets.CIFAR10(root, train=True)") + "\ntest_queue = DataLoader(datasets.CIFAR10(root, train=False))\nfor batch in test_queue:\n    model(batch)").TestDataInSearch);

    private static string Program(string data) =>
        $$"""
        from torch.utils.data import DataLoader
        from torchvision import datasets

        class Architect:
            def step(self, batch, search_batch):
                self.optimizer.step()  # update

        def train(train_queue, valid_queue, architect):
            for batch in train_queue:
                search_batch = next(iter(valid_queue))
                architect.step(batch, search_batch)

        train_queue = DataLoader(datasets.CIFAR10(root, train=True))
        held = {{data}}
        valid_queue = DataLoader(held)
        architect = Architect()
        for epoch in range(3):
            train(train_queue, valid_queue, architect)
        """;
}
