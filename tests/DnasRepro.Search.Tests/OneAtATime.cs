// One test at a time: TorchSharp 0.107 lets the garbage collector free the number in 'tensor + 1.5' while libtorch still reads it, which happens only
// when another thread of .NET runs meanwhile (118 of a million such sums with one that collects all the time, none of three million without), and the
// number of threads is one for the whole process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
