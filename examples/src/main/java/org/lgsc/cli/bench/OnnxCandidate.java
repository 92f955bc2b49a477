package org.lgsc.cli.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.lgsc.cli.model.OnnxRuntimeStart;
import org.lgsc.core.LgscException;
import org.lgsc.core.weights.OnnxExport;

/** An exported network in ONNX Runtime with its usual settings, for the benchmark. */
final class OnnxCandidate implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;

    OnnxCandidate(Path onnx) {
        try {
            environment = OnnxRuntimeStart.environment();
            session = environment.createSession(onnx.toString());
        } catch (OrtException e) {
            throw LgscException.of(e, "ONNX Runtime cannot use %s: %s", onnx, e.getMessage());
        } catch (LinkageError e) {
            throw new LgscException("ONNX Runtime has no binaries for this machine.", e);
        }
    }

    /** Runs a batch of images of one value; times do not depend on it. */
    void run(int batch, int size) {
        FloatBuffer pixels = FloatBuffer.allocate(batch * 3 * size * size);
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(
                                environment, pixels, new long[] {batch, 3, size, size});
                OrtSession.Result result = session.run(Map.of(OnnxExport.IMAGE, tensor))) {
            if (result.get(OnnxExport.CUE).isEmpty()) {
                throw new IllegalStateException("an exported network has a cue map");
            }
        } catch (OrtException e) {
            throw LgscException.of(
                    e,
                    "ONNX Runtime cannot run the network on images of %s pixels: %s",
                    size,
                    e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new LgscException("ONNX Runtime cannot close its session.", e);
        }
    }
}
