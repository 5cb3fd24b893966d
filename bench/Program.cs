using BenchmarkDotNet.Running;
using Edge.Bench.Budgets;

if (args is ["--budgets"])
    return BudgetCheck.Run(Console.Out);
BenchmarkSwitcher.FromAssembly(System.Reflection.Assembly.GetExecutingAssembly()).Run(args);
return 0;
