package org.lgsc.core.foreign;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;

/** Runs networks by ONNX Runtime, if the application has it on its class path. */
final class OnnxRuntimeRunner implements Runner {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final OnnxFile file;
    private final long[] shape;

    /**
     * @throws LinkageError when ONNX Runtime is not on the class path or has no binaries here
     */
    OnnxRuntimeRunner(OnnxFile file, PixelInput input) {
        this.file = file;
        shape = new long[] {1, 3, input.height(), input.width()};
        environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // spinning threads would slow down other processes on the processor
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            session = environment.createSession(file.bytes(), options);
        } catch (OrtException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public float[] run(float[] values) {
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(file.input(), tensor))) {
            FloatBuffer answer =
                    result.get(file.output())
                            .filter(OnnxTensor.class::isInstance)
                            .map(value -> ((OnnxTensor) value).getFloatBuffer())
                            .orElseThrow(() -> new IllegalArgumentException("no such output"));
            float[] numbers = new float[answer.remaining()];
            answer.get(numbers);
            return numbers;
        } catch (OrtException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return "ONNX Runtime " + environment.getVersion();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the session was open", e);
        }
    }
}
