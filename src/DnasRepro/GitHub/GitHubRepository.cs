using System.Text.RegularExpressions;
using DnasRepro.Facts;
using DnasRepro.Locations;
using Octokit;

namespace DnasRepro.GitHub;

/// <summary>Asks GitHub about a repository. Names and texts of the answers are bounded and held to their form here; the rest is left out.</summary>
public static partial class GitHubRepository
{
    private const int PageSize = 100;
    private const int MostPages = 10;
    private const int MostTopics = 20;
    private const int LongestName = 250;

    /// <summary>Asks for the repository, its tags and its releases: three questions, and one for each further hundred of these, up to a thousand.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="name">The repository.</param>
    /// <param name="clock">Tells when; null for the machine's clock.</param>
    /// <exception cref="UserErrorException">GitHub gave no answer, or none that can be used.</exception>
    public static async Task<GitHubFacts> Read(IGitHubClient client, string owner, string name, TimeProvider? clock = null)
    {
        var asked = $"{owner}/{name}";
        var what = $"the repository {asked}";
        var answer = await GitHubAnswer.To(what, () => client.Connection.Get<HostRepository>(new Uri($"repos/{asked}", UriKind.Relative), null));
        var found = answer.Body is { FullName: { } fullName } body && Name().IsMatch(fullName) ? body : throw GitHubAnswer.OtherForm(what);
        var (newOwner, newName) = (found.FullName!.Split('/')[0], found.FullName.Split('/')[1]);
        var (tags, releases) = (await Pages<RepositoryTag>(client, newOwner, newName, "tags"), await Pages<Release>(client, newOwner, newName, "releases"));
        return new GitHubFacts(
            asked,
            found.FullName,
            Cut(found.DefaultBranch),
            found.Archived,
            found.Disabled,
            found.Private,
            Known(found.Parent),
            Known(found.Source),
            found.License?.SpdxId is { } licence && Spdx().IsMatch(licence) ? licence : found.License is null ? null : "NOASSERTION",
            [.. (found.Topics ?? []).Where(t => t is not null && Topic().IsMatch(t)).Take(MostTopics)],
            new([.. tags.Items.Where(t => t?.Name is not null && t.Commit?.Sha is { } sha && Commit().IsMatch(sha)).Select(t => new GitHubTag(Cut(t.Name), t.Commit.Sha))], tags.IsWhole),
            new([.. releases.Items.Where(r => r is { Draft: false, TagName: not null }).Select(r => Cut(r.TagName))], releases.IsWhole),
            (clock ?? TimeProvider.System).GetUtcNow(),
            found.PushedAt);
    }

    /// <summary>Asks which commit a shortened id means.</summary>
    /// <param name="client">Who asks.</param>
    /// <param name="owner">The owner.</param>
    /// <param name="name">The repository.</param>
    /// <param name="shortened">4 to 39 hex digits.</param>
    /// <returns>The commit, 40 hex digits in lower case.</returns>
    /// <exception cref="UserErrorException">There is none, or more than one, or GitHub gave no answer.</exception>
    public static async Task<string> FindCommit(IGitHubClient client, string owner, string name, string shortened)
    {
        var commit = await GitHubAnswer.To($"the commit {shortened} of {owner}/{name}", async () =>
        {
            try
            {
                return await client.Repository.Commit.GetSha1(owner, name, shortened);
            }
            catch (ApiException error) when (error is NotFoundException or ApiValidationException)
            {
                throw NoSingle(owner, name, shortened);
            }
        });
        return Commit().IsMatch(commit) && commit.StartsWith(shortened, StringComparison.OrdinalIgnoreCase) ? commit : throw NoSingle(owner, name, shortened);
    }

    /// <summary>Page by page up to a bound; Octokit's own pages follow links for as long as a server gives them.</summary>
    private static async Task<BoundedList<T>> Pages<T>(IGitHubClient client, string owner, string name, string kind)
    {
        var items = new List<T>();
        for (var page = 1; page <= MostPages; page++)
        {
            var asked = new Dictionary<string, string> { ["per_page"] = $"{PageSize}", ["page"] = $"{page}" };
            var answer = await GitHubAnswer.To($"the {kind} of {owner}/{name}", () => client.Connection.Get<List<T>>(new Uri($"repos/{owner}/{name}/{kind}", UriKind.Relative), asked));
            items.AddRange((answer.Body ?? []).Take(PageSize));
            if (!answer.HttpResponse.ApiInfo.Links.ContainsKey("next"))
                return new BoundedList<T>(items, IsWhole: true);
        }
        return new BoundedList<T>(items, IsWhole: false);
    }

    /// <summary>GitHub answers the same for an id that nothing has and for one that several have.</summary>
    private static UserErrorException NoSingle(string owner, string name, string shortened) => new(
        $"GitHub knows no single commit of {owner}/{name} that begins with '{shortened}'.",
        "Write all 40 digits: the id may be misspelt, or several commits may begin with it.", exitCode: 3);

    private static string? Known(HostName? other) => other?.FullName is { } name && Name().IsMatch(name) ? name : null;

    private static string Cut(string? text) => PrintableText.Cut(text is { Length: > LongestName } ? text[..LongestName] : text ?? "", GitHubAnswer.LongestShown);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9._-]{1,100}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.+-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Spdx();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,49}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Topic();

    [GeneratedRegex(@"^[0-9a-f]{40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Commit();
}
