package org.lgsc.core.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CudaProblemTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            cudaGetLastError(...) failed: no kernel image is available for execution on the device | NO_KERNEL
            execScalar failed; Error code: [209]                                                    | NO_KERNEL
            the provided PTX was compiled with an unsupported toolchain.                            | NO_KERNEL
            CUDA driver version is insufficient for CUDA runtime version; Error code: [35]          | OLD_DRIVER
            no CUDA-capable device is detected                                                      | NO_DEVICE
            cudaGetDeviceCount failed; Error code: [100]                                            | NO_DEVICE
            no jnind4jcuda in java.library.path: libcuda.so.1: cannot open shared object file       | NO_DRIVER
            /tmp/libjnind4jcuda.so: libcudnn.so.8: cannot open shared object file                   | NO_CUDNN
            Can't find dependent libraries: cudnn64_8.dll                                           | NO_CUDNN
            libcudart.so.11.0: cannot open shared object file: No such file or directory            | NO_TOOLKIT
            libcublas.so.11: cannot open shared object file                                         | NO_TOOLKIT
            cudaMalloc failed; Error code: [2]                                                      | NO_MEMORY
            something nobody has seen; Error code: [719]                                            | UNKNOWN
            """)
    void isFoundInTheCauses(String message, CudaProblem expected) {
        Throwable thrown =
                new ExceptionInInitializerError(
                        new RuntimeException(
                                "ND4J is probably missing dependencies.",
                                new UnsatisfiedLinkError(message)));
        assertThat(CudaProblem.of(thrown)).isEqualTo(expected);
    }

    @Test
    void theSentenceSaysWhatToDo() {
        String hopper = CudaProblem.sentence(new RuntimeException("no kernel image is available"));
        assertThat(hopper)
                .startsWith(
                        "The CUDA backend cannot run here: its binaries contain no code for this"
                                + " GPU")
                .contains("H100", "ONNX Runtime's CUDA provider", "docs/gpu.md", "nd4j-native")
                .doesNotContain("\n");
        assertThat(CudaProblem.sentence(new RuntimeException((String) null)))
                .contains("compute capability 3.7 to 8.9");
    }

    @Test
    void suppressedAndCircularCausesAreHandled() {
        RuntimeException outer = new RuntimeException("outer");
        RuntimeException inner = new RuntimeException("inner", outer);
        outer.initCause(inner);
        inner.addSuppressed(new RuntimeException("libcudnn.so.8: not found"));
        assertThat(CudaProblem.of(outer)).isEqualTo(CudaProblem.NO_CUDNN);
    }

    @Test
    void theCpuBackendComputes() {
        assertThat(Backend.require()).contains("CpuBackend");
    }
}
