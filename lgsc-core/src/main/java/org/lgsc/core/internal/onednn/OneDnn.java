package org.lgsc.core.internal.onednn;

import java.util.Objects;
import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Availability of oneDNN on this machine, and the engine of its operations. */
public final class OneDnn {
    /** System property; {@code false} switches oneDNN off, for comparisons. */
    public static final String SWITCH = "org.lgsc.onednn";

    private static final Logger LOG = LoggerFactory.getLogger(OneDnn.class);

    private OneDnn() {}

    /** Loads the native library once, at the first use. */
    private static final class Holder {
        static final @Nullable engine ENGINE;
        static final String VERSION;

        static {
            @Nullable engine loaded = null;
            String version = "none";
            if (!Boolean.parseBoolean(System.getProperty(SWITCH, "true"))) {
                version = "switched off by -D" + SWITCH + "=false";
            } else if (Nd4j.getExecutioner().type() == OpExecutioner.ExecutionerType.NATIVE_CPU) {
                try {
                    loaded = new engine(engine.kind.cpu, 0);
                    dnnl_version_t v = dnnl.dnnl_version();
                    version = "oneDNN " + v.major() + "." + v.minor() + "." + v.patch();
                } catch (LinkageError | RuntimeException e) {
                    LOG.warn(
                            "oneDNN cannot be loaded ({}); networks run on ND4J's operations, several"
                                    + " times slower. Add org.lgsc:lgsc-natives"
                                    + " (docs/deployment.md).",
                            e.toString());
                }
            }
            ENGINE = loaded;
            VERSION = version;
        }
    }

    private static final ThreadLocal<stream> STREAM =
            ThreadLocal.withInitial(() -> new stream(engine()));

    /** Whether its operations can run here; if not, one warning names the missing artifact. */
    public static boolean available() {
        return Holder.ENGINE != null;
    }

    /** For example {@code oneDNN 2.5.2}, or the reason why it is not available. */
    public static String version() {
        return Holder.VERSION;
    }

    /** Whether an array can be passed to its operations: FLOAT, dense in 'c' order, on the CPU. */
    public static boolean handles(INDArray array) {
        return array.dataType() == DataType.FLOAT
                && array.ordering() == 'c'
                && !array.isView()
                && available();
    }

    /**
     * Whether this processor has instructions for products of the given numbers: AVX512-BF16 for
     * BFLOAT16, VNNI for integers. oneDNN also works without them, but slower than with floats. The
     * environment variable {@code DNNL_MAX_CPU_ISA} hides instructions.
     */
    public static boolean multiplies(Numbers numbers) {
        return available()
                && switch (numbers) {
                    case FLOAT32 -> true;
                    case BFLOAT16 -> hasAll(dnnl.dnnl_cpu_isa_avx512_core_bf16);
                    case UINT8, INT8 ->
                            hasAll(dnnl.dnnl_cpu_isa_avx512_core_vnni)
                                    || hasAll(dnnl.dnnl_cpu_isa_avx2_vnni);
                };
    }

    /** oneDNN's constants have a bit for each included instruction set. */
    private static boolean hasAll(int instructions) {
        return (dnnl.dnnl_get_effective_cpu_isa() & instructions) == instructions;
    }

    static engine engine() {
        return Objects.requireNonNull(Holder.ENGINE, Holder.VERSION);
    }

    /** The stream of the calling thread. */
    static stream stream() {
        return STREAM.get();
    }
}
