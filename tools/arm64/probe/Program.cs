using EdgeCnn.Tools.Probe;

// kernels                               compiles every micro-kernel that this processor can run, and prints a line of JSON for each
// infer edgecnn MODEL.ecnn RUNS         marks RUNS inferences for the plugin that counts instructions
// infer onnxruntime MODEL.onnx RUNS LIBRARY
switch (args)
{
    case ["kernels"]:
        MicroKernels.CompileAll(Console.Out);
        return 0;
    case ["infer", "edgecnn", var model, var runs]:
        Inference.CountOurs(model, int.Parse(runs));
        return 0;
    case ["infer", "onnxruntime", var model, var runs, var library]:
        Inference.CountOnnxRuntime(model, int.Parse(runs), library);
        return 0;
    default:
        Console.Error.WriteLine("usage: probe kernels | probe infer edgecnn MODEL.ecnn RUNS | probe infer onnxruntime MODEL.onnx RUNS LIBRARY");
        return 2;
}
