using EdgeCnn.Tools.Probe;

// kernels                               compiles every micro-kernel that this processor can run, and prints a line of JSON for each
// infer edgecnn RUNS MODEL.ecnn...      marks RUNS inferences of each model for the plugin that counts instructions
// infer onnxruntime RUNS LIBRARY MODEL.onnx...
// pixels count RUNS                     marks RUNS camera pictures of each kind for the same plugin
// pixels time [SET]                     milliseconds of a picture of each kind on this machine, medians of rounds that take turns
switch (args)
{
    case ["kernels"]:
        MicroKernels.CompileAll(Console.Out);
        return 0;
    case ["infer", "edgecnn", var runs, .. var models]:
        foreach (string model in models)
            Inference.CountOurs(model, int.Parse(runs));
        return 0;
    case ["infer", "onnxruntime", var runs, var library, .. var models]:
        Inference.CountOnnxRuntime(models, int.Parse(runs), library);
        return 0;
    case ["pixels", "count", var runs]:
        Pictures.Count(int.Parse(runs));
        return 0;
    case ["pixels", "time", .. var set]:
        Pictures.Time(set is [var name] ? name : null);
        return 0;
    default:
        Console.Error.WriteLine("usage: probe kernels | probe infer edgecnn RUNS MODEL.ecnn... | probe infer onnxruntime RUNS LIBRARY MODEL.onnx... | probe pixels count RUNS | probe pixels time [SET]");
        return 2;
}
