package org.lgsc.core.backend;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reasons why the CUDA backend cannot run here, recognised by what it threw. */
enum CudaProblem {
    NO_KERNEL(
            "its binaries contain no code for this GPU (compute capability 3.7 to 8.9; H100, H200"
                    + " and newer are not): run an exported model with ONNX Runtime's CUDA provider"
                    + " there",
            "no kernel image|invalid device function|unsupported toolchain"
                    + "|error code:? *\\[?(98|209|222)\\b"),
    OLD_DRIVER(
            "the NVIDIA driver is too old for CUDA 11.6: install driver 510 or newer",
            "driver version is insufficient|error code:? *\\[?35\\b"),
    NO_DEVICE(
            "it finds no NVIDIA GPU: check nvidia-smi, and CUDA_VISIBLE_DEVICES",
            "no cuda-capable device|no cuda devices|error code:? *\\[?100\\b"),
    NO_DRIVER(
            "the NVIDIA driver is missing: install it, and make the GPUs available to a container",
            "libcuda\\.so|nvcuda\\.dll"),
    NO_CUDNN(
            "cuDNN 8 is missing: install cuDNN 8.3, or add"
                    + " org.bytedeco:cuda-platform-redist:11.6-8.3-1.5.7",
            "libcudnn|cudnn\\w*64_8\\.dll"),
    NO_TOOLKIT(
            "libraries of CUDA 11.6 are missing: install it (CUDA 12 does not work), or add"
                    + " org.bytedeco:cuda-platform-redist:11.6-8.3-1.5.7",
            "libcu(dart|blas|solver|sparse|fft|rand)|cu(dart|blas|solver|sparse)\\w*64_\\d+\\.dll"),
    NO_MEMORY(
            "the GPU has too little free memory: end other programs on it, or use a smaller batch",
            "out of memory|error code:? *\\[?2\\b"),
    UNKNOWN("", "");

    private final String advice;
    private final Pattern signs;

    CudaProblem(String advice, String signs) {
        this.advice = advice;
        this.signs = Pattern.compile(signs);
    }

    /** The first problem, in the order above, indicated by an exception or one of its causes. */
    static CudaProblem of(Throwable thrown) {
        String text = String.join("\n", messages(thrown)).toLowerCase(Locale.ROOT);
        for (CudaProblem problem : values()) {
            if (problem != UNKNOWN && problem.signs.matcher(text).find()) {
                return problem;
            }
        }
        return UNKNOWN;
    }

    /** One sentence for the user. */
    static String sentence(Throwable thrown) {
        CudaProblem problem = of(thrown);
        String because =
                problem == UNKNOWN
                        ? "it needs an NVIDIA GPU of compute capability 3.7 to 8.9 with a driver for"
                                + " CUDA 11.6"
                        : problem.advice;
        return "The CUDA backend cannot run here: "
                + because
                + " (docs/gpu.md); or use the CPU backend org.nd4j:nd4j-native instead.";
    }

    /** Messages of an exception, of its causes and of the exceptions that they suppressed. */
    static List<String> messages(Throwable thrown) {
        List<String> messages = new ArrayList<>();
        collect(thrown, messages, Collections.newSetFromMap(new IdentityHashMap<>()));
        return messages;
    }

    private static void collect(@Nullable Throwable t, List<String> messages, Set<Throwable> seen) {
        if (t != null && seen.add(t)) {
            messages.add(String.valueOf(t.getMessage()));
            collect(t.getCause(), messages, seen);
            for (Throwable suppressed : t.getSuppressed()) {
                collect(suppressed, messages, seen);
            }
        }
    }
}
