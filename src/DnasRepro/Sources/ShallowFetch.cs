using System.Reflection;
using LibGit2Sharp;

namespace DnasRepro.Sources;

/// <summary>
/// A fetch that heeds <see cref="FetchOptions.Depth"/> and the proxy. LibGit2Sharp 0.32 does so when it clones, but a clone knows neither tags
/// nor commits; its fetch drops both (https://github.com/libgit2/libgit2sharp/pull/2179). This does what that change does, by its inner parts;
/// where a later version has moved them, the public fetch brings the same commit with its whole history.
/// </summary>
internal static class ShallowFetch
{
    private const BindingFlags Any =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions;

    private static readonly Parts? Inner = Parts.Find(typeof(Repository).Assembly);

    /// <summary>Fetches one reference or commit from a remote of the repository.</summary>
    public static void Run(Repository repository, string remote, string refspec, FetchOptions options)
    {
        if (Inner is null)
            Commands.Fetch(repository, remote, [refspec], options, null);
        else
            Inner.Fetch(repository, remote, refspec, options);
    }

    private sealed record Parts(
        PropertyInfo Handle, MethodInfo FindRemote, ConstructorInfo Wrapper, PropertyInfo Options, FieldInfo Callbacks, FieldInfo Depth, FieldInfo Tags,
        FieldInfo Proxy, MethodInfo ProxyValue, ConstructorInfo CallbackSource, MethodInfo CallbackValue, MethodInfo FetchCall)
    {
        public static Parts? Find(Assembly library)
        {
            var options = library.GetType("LibGit2Sharp.Core.GitFetchOptions");
            var wrapper = library.GetType("LibGit2Sharp.Core.GitFetchOptionsWrapper");
            var callbacks = library.GetType("LibGit2Sharp.RemoteCallbacks");
            object?[] parts =
            [
                typeof(Repository).GetProperty("Handle", Any), typeof(Commands).GetMethod("RemoteFromNameOrUrl", Any),
                wrapper?.GetConstructor(Any, []), wrapper?.GetProperty("Options", Any),
                options?.GetField("RemoteCallbacks", Any), options?.GetField("Depth", Any), options?.GetField("download_tags", Any), options?.GetField("ProxyOptions", Any),
                typeof(ProxyOptions).GetMethod("CreateGitProxyOptions", Any),
                callbacks?.GetConstructor(Any, [typeof(FetchOptionsBase)]), callbacks?.GetMethod("GenerateCallbacks", Any),
                library.GetType("LibGit2Sharp.Core.Proxy")?.GetMethod("git_remote_fetch", Any),
            ];
            return parts.Contains(null) ? null : (Parts)Activator.CreateInstance(typeof(Parts), parts)!;
        }

        public void Fetch(Repository repository, string remote, string refspec, FetchOptions options)
        {
            using var remoteHandle = (IDisposable)FindRemote.Invoke(null, Any, null, [Handle.GetValue(repository), remote], null)!;
            var wrapper = Wrapper.Invoke(Any, null, [], null);
            using var disposable = wrapper as IDisposable;
            var native = Options.GetValue(wrapper);
            Callbacks.SetValue(native, CallbackValue.Invoke(CallbackSource.Invoke(Any, null, [options], null), Any, null, [], null));
            Depth.SetValue(native, options.Depth);
            Tags.SetValue(native, options.TagFetchMode ?? TagFetchMode.None);
            Proxy.SetValue(native, ProxyValue.Invoke(options.ProxyOptions, Any, null, [], null));
            FetchCall.Invoke(null, Any, null, [remoteHandle, new[] { refspec }, native, null], null);
        }
    }
}
