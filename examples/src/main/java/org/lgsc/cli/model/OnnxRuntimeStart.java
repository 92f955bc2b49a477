package org.lgsc.cli.model;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CompletionException;
import org.lgsc.core.internal.LargeStack;

/** Starts ONNX Runtime, once a process. */
public final class OnnxRuntimeStart {
    private OnnxRuntimeStart() {}

    /**
     * The environment.
     *
     * @throws LinkageError when there are no binaries for this machine
     */
    public static OrtEnvironment environment() {
        try {
            return LargeStack.start("onnx-runtime-start", OrtEnvironment::getEnvironment).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LinkageError missing) {
                throw missing;
            }
            throw e;
        }
    }
}
