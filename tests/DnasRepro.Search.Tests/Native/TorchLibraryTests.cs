using DnasRepro.Search.Native;
using TorchSharp;

namespace DnasRepro.Search.Tests.Native;

public sealed class TorchLibraryTests
{
    [Fact]
    public void Loads_and_computes()
    {
        TorchLibrary.Require("cpu");
        using var product = torch.matmul(torch.ones(3, 4), torch.ones(4, 3));
        Assert.Equal(36, product.sum().item<float>());
        TorchLibrary.Require("cpu");
    }

    [Fact]
    public void Says_that_there_is_no_cuda()
    {
        Assert.SkipWhen(File.Exists(Path.Join(TorchLibrary.Folder, "libtorch_cuda.so")) || File.Exists(Path.Join(TorchLibrary.Folder, "torch_cuda.dll")), "This build has a CUDA libtorch.");
        var error = Assert.Throws<UserErrorException>(() => TorchLibrary.Require("cuda"));
        Assert.Equal(ExitCodes.NotAttempted, error.ExitCode);
        Assert.Contains("--device cuda", error.Message, StringComparison.Ordinal);
        Assert.Contains("docs/native.md", error.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Unable to load shared library '/a b/libLibTorchSharp.so' or one of its dependencies.\n/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.30' not found (required by /a b/libLibTorchSharp.so)\n",
        "libLibTorchSharp.so needs GLIBCXX_3.4.30, which this machine's libstdc++.so.6 does not have.", "Debian 12")]
    [InlineData(
        "Unable to load …\n/lib64/libc.so.6: version `GLIBC_2.34' not found (required by /x/libLibTorchSharp.so)",
        "libLibTorchSharp.so needs GLIBC_2.34, which this machine's libc.so.6 does not have.", "glibc is 2.34")]
    [InlineData("…\nlibgomp-98b21ff3.so.1: cannot open shared object file: No such file or directory", "the library 'libgomp-98b21ff3.so.1' is not there", "build or install dnas-repro again")]
    [InlineData("…\n/x/libtorch_cpu.so: undefined symbol: _ZN3c104warnE, version V", "libtorch_cpu.so needs the symbol '_ZN3c104warnE'", "clean clone")]
    [InlineData("dlopen(libLibTorchSharp.dylib): Library not loaded: @rpath/libomp.dylib\n  Referenced from: /x", "the library 'libomp.dylib' is not there", "build or install dnas-repro again")]
    [InlineData("…\n/x/libtorch.so: file too short", "libtorch cannot be loaded: libLibTorchSharp.so: /x/libtorch.so: file too short", "damaged")]
    [InlineData("", "libtorch cannot be loaded: libLibTorchSharp.so: no reason was given", "damaged")]
    public void The_loaders_words_become_what_to_do(string said, string message, string hint)
    {
        var (found, mend) = LoaderWords.Explain(said, "libLibTorchSharp.so");
        Assert.Contains(message, found, StringComparison.Ordinal);
        Assert.Contains(hint, mend, StringComparison.Ordinal);
    }
}
