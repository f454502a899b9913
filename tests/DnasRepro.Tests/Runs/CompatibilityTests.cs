namespace DnasRepro.Tests.Runs;

/// <summary>The compatibility layer: programs for a GPU and old libraries run here, and every use is counted.</summary>
public class CompatibilityTests
{
    private const string Stubs = "tensorboardX,wandb,tqdm,adabound,SimpleITK";

    [Fact]
    public void An_old_program_runs_and_every_use_is_counted()
    {
        ProbeRun.RequireTorchvision();
        using var run = new ProbeRun("old");
        run.Variables["DNAS_COMPAT"] = "1";
        run.Variables["DNAS_COMPAT_STUBS"] = Stubs;

        var (exit, output, error) = run.Run(run.Program("old.py"));

        Assert.True(exit == 0, error);
        Assert.Equal(
            ["SimpleITK.ReadImage is a stub", "adabound.AdaBound is a stub", "adabound.functional.step is a stub"],
            output.Split('\n').Where(l => l.EndsWith("is a stub", StringComparison.Ordinal)));
        var seen = run.Seen();
        var used = seen.Compatibility;
        Assert.Equal(1, used["torch.cuda.is_available"]);
        Assert.Equal(1, used["Module.cuda"]);
        Assert.Equal(4, used["Tensor.cuda"]);
        Assert.Equal(1, used["DataLoader(pin_memory)"]);
        Assert.Equal(1, used["Tensor[0] of a scalar"]);
        Assert.Equal(1, used["Tensor.view as reshape"]);
        Assert.Equal(1, used["yaml.load without a Loader"]);
        Assert.Equal(1, used["functional.affine(fillcolor)"]);
        Assert.Equal(1, used["CIFAR10.train_data"]);
        Assert.True(used["CIFAR integrity check off: the data are not the published ones"] > 0);
        Assert.Equal(1, used["sink tensorboardX.SummaryWriter.add_scalar()"]);
        string[] others = [
            "torch.cuda.device_count", "torch.cuda.set_device", "torch.cuda.manual_seed_all", "Module.to(cuda)", "Tensor.to(cuda)", "device='cuda' in a factory",
            "nn.DataParallel", "torch.cuda.device", "torch.cuda.synchronize", "torch.load to the processor", "torchvision.transforms.Scale", "numpy.int",
            "functional.affine(resample)", "CIFAR10.train_labels", "sink wandb.init()", "sink wandb.log()", "tqdm without its bar"];
        Assert.All(others, name => Assert.True(used.ContainsKey(name), name));
        Assert.All(Stubs.Split(','), name => Assert.Contains(name, seen.Stubs));
        Assert.DoesNotContain("SimpleITK", seen.Packages.Keys);
    }

    [Fact]
    public void Without_it_nothing_is_changed()
    {
        ProbeRun.RequireTorchvision();
        using var run = new ProbeRun("plain");
        run.Variables["DNAS_COMPAT_STUBS"] = Stubs;
        run.Write("main.py", """
            import torch, yaml
            try:
                yaml.load("a")
            except TypeError:
                print("refused")
            print(hasattr(torch.Tensor.view, "__wrapped__"), torch.Tensor.cuda.__qualname__)
            try:
                import adabound
            except ImportError:
                print("absent")
            """);

        var (exit, output, error) = run.Run("main.py");

        Assert.True(exit == 0, error);
        Assert.Equal("refused\nFalse _TensorBase.cuda\nabsent\n", output);
        Assert.Empty(run.Seen().Compatibility);
        Assert.Empty(run.Seen().Stubs);
    }

    [Fact]
    public void Scripted_functions_and_modules_still_compile()
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("scripted");
        run.Variables["DNAS_COMPAT"] = "1";
        run.Write("main.py", """
            import torch
            from torch.nn import functional as F

            class Gate(torch.nn.Module):
                def forward(self, x):
                    return torch.sigmoid(torch.softmax(x, 0)) + F.softmax(x, 0).view(-1) + torch.zeros(2)

            print(torch.jit.script(Gate())(torch.ones(2)).shape, torch.jit.trace(Gate(), torch.ones(2))(torch.ones(2)).shape)
            """);

        Assert.Equal((0, "torch.Size([2]) torch.Size([2])\n", ""), run.Run("main.py"));
    }

    [Fact]
    public void A_declared_module_that_is_installed_stays_itself()
    {
        ProbeRun.RequireTorch();
        using var run = new ProbeRun("installed");
        run.Variables["DNAS_COMPAT"] = "1";
        run.Variables["DNAS_COMPAT_STUBS"] = "numpy,local";
        run.Write("local.py", "value = 5\n");
        run.Write("main.py", "import numpy, local\nprint(numpy.zeros(1).shape, local.value)\n");

        Assert.Equal((0, "(1,) 5\n", ""), run.Run("main.py"));
        Assert.Empty(run.Seen().Stubs);
    }
}
