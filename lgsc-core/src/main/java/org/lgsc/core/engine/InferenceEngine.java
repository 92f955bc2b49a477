package org.lgsc.core.engine;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.backend.NativeThreads;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.network.WholeProducts;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.internal.onednn.Profile;
import org.lgsc.core.internal.onednn.Program;
import org.lgsc.core.internal.onednn.ThreadPolicy;
import org.lgsc.core.layers.Relayout;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.core.scoring.SpoofScore;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes spoof cue maps several times faster than the network from which it was compiled.
 *
 * <p>It has its own copy of the weights; further training of the network does not change it. Memory
 * for the maps between layers is allocated once for each (batch, size) and active thread. Safe to
 * use from several threads, which share the weights. A batch is divided among as many threads as
 * {@link NativeThreads#limit()} allows the caller, one or more images for each. A single image is
 * computed by all of these threads together, or by the caller alone if it is little work: OpenMP's
 * threads wait for each other after every operation, which costs far more than they save when other
 * processes need their cores. A server that handles requests in several threads should limit each
 * of them to one. Without oneDNN, or if the network is DOUBLE or NCHW inside, the engine runs a
 * copy of the network instead, one call at a time.
 *
 * <pre>{@code
 * RgbImage face = ImageDecoder.defaults().decode(Path.of("face.png"));
 * try (InferenceEngine engine = InferenceEngine.of(model)) {
 *     double[] scores = engine.scores(model.metadata().preprocessing().scaling().toArray(face));
 * }
 * }</pre>
 */
public final class InferenceEngine implements CueSource, AutoCloseable {
    /**
     * Largest absolute value of a parameter. With larger values products overflow, and a ReLU turns
     * NaN into zero: a network that computes nothing would classify every face as live.
     */
    public static final float LARGEST_WEIGHT = 1e9f;

    /** Number of shapes whose memory is kept; beyond it the least recently used one is freed. */
    private static final int SHAPES_KEPT = 8;

    private record Shape(long samples, long height, long width, int threads) {}

    private final Precision precision;
    private final @Nullable CompiledNetwork network;
    private final CueSource source;
    private final ReadWriteLock lifetime = new ReentrantReadWriteLock();
    private final Map<Shape, Deque<Program>> idle = new LinkedHashMap<>(16, 0.75f, true);
    private final boolean together = ThreadPolicy.meetAlways();
    private boolean closed;

    private InferenceEngine(
            ComputationGraph graph, Precision precision, @Nullable Calibration calibration) {
        precision.require();
        this.precision = precision;
        if (OneDnn.available() && isCompiled(graph)) {
            CompiledNetwork compiled =
                    new CompiledNetwork(graph, LgscNetwork.CUE, precision, calibration);
            network = compiled;
            source = images -> run(compiled, images);
            return;
        }
        if (precision != Precision.FLOAT32) {
            throw LgscException.of(
                    "A network of type %s, or with maps in NCHW, runs on ND4J's operations, which"
                            + " do not support precision %s: use %s.",
                    graph.getConfiguration().getDataType(), precision, Precision.FLOAT32);
        }
        network = null;
        source = CueSource.of(graph.clone());
    }

    /**
     * Compiles a model with its default precision.
     *
     * @throws IllegalArgumentException when a weight is NaN or infinite
     */
    public static InferenceEngine of(LgscModel model) {
        return of(model, Precision.of(model));
    }

    /**
     * Compiles a model.
     *
     * @param precision precision of its products and the maps between them; norms, sums and scores
     *     always have 32 bits
     * @throws IllegalArgumentException when a weight is NaN or infinite
     * @throws LgscException when this processor has no instructions for the precision
     */
    public static InferenceEngine of(LgscModel model, Precision precision) {
        return of(model.graph(), precision, calibration(model, precision));
    }

    private static @Nullable Calibration calibration(LgscModel model, Precision precision) {
        return precision == Precision.INT8
                ? WholeProducts.calibration(model, "precision int8")
                : null;
    }

    /**
     * Compiles a network built by {@link LgscNetwork}.
     *
     * @throws IllegalArgumentException when a weight is NaN or infinite, or it is another network
     */
    public static InferenceEngine of(ComputationGraph graph) {
        return of(graph, Precision.FLOAT32);
    }

    /**
     * As {@link #of(ComputationGraph)}, with products of a precision.
     *
     * @throws LgscException when this processor has no instructions for the precision
     */
    public static InferenceEngine of(ComputationGraph graph, Precision precision) {
        return of(graph, precision, null);
    }

    /** Whether oneDNN can run the network, if it is available. */
    static boolean isCompiled(ComputationGraph graph) {
        return graph.getConfiguration().getDataType() == DataType.FLOAT
                && graph.getLayer(LgscNetwork.CUE) != null
                && graph.getLayer(LgscNetwork.CUE).conf().getLayer() instanceof Relayout toNchw
                && toNchw.getFormat() == CNN2DFormat.NHWC;
    }

    static InferenceEngine of(
            ComputationGraph graph, Precision precision, @Nullable Calibration calibration) {
        if (precision == Precision.INT8 && calibration == null) {
            throw new IllegalArgumentException("precision int8 needs a model with a calibration");
        }
        if (graph.getVertex(LgscNetwork.CUE) == null) {
            throw new IllegalArgumentException(
                    RootFormat.of("the network has no vertex \"%s\"", LgscNetwork.CUE));
        }
        return new InferenceEngine(graph, precision, calibration);
    }

    /** Precision of its products. */
    public Precision precision() {
        return precision;
    }

    /**
     * Convolutions that compute with floats although the precision is lower, because their rounding
     * would change scores too much; empty with float32.
     */
    public Set<String> floats() {
        return network == null ? Set.of() : network.forms().kept();
    }

    /**
     * Implementation that runs the network, for example {@code oneDNN 2.5.2} or {@code ND4J's
     * operations}.
     */
    public String runsOn() {
        return network == null ? "ND4J's operations" : OneDnn.version();
    }

    /**
     * Computes the cue maps of a batch.
     *
     * @param images [N, 3, H, W] FLOAT, scaled as in training; N at least 1, H and W multiples of
     *     32 up to {@link NetworkOptions#LARGEST_SIDE}, not necessarily the training size; at most
     *     {@link NetworkOptions#MOST_PIXELS} pixels in all
     * @return cue maps [N, 3, H, W] in (-1, 1), a new array
     * @throws IllegalArgumentException when the images have another shape or type
     * @throws IllegalStateException when the engine is closed
     */
    @Override
    public INDArray cues(INDArray images) {
        check(images);
        lifetime.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the inference engine is closed");
            }
            return source.cues(images);
        } finally {
            lifetime.readLock().unlock();
        }
    }

    /**
     * Computes the spoof scores of a batch, 0 to 1, high = spoof.
     *
     * @param images images as for {@link #cues}
     */
    public double[] scores(INDArray images) {
        return SpoofScore.ofMaps(cues(images));
    }

    /**
     * Number of native operations of a call for images of the given shape; 0 when the network is
     * not compiled.
     *
     * @param shape [N, 3, H, W]
     * @throws IllegalArgumentException when {@link #cues} rejects such images
     */
    public int operations(long... shape) {
        check(shape);
        if (network == null) {
            return 0;
        }
        try (Program program = network.compile(shape[0], shape[2], shape[3])) {
            return program.operations();
        }
    }

    /**
     * Number of floating point operations of the convolutions in a call for images of the given
     * shape; 0 when the network is not compiled.
     *
     * @param shape [N, 3, H, W]
     */
    public double flops(long... shape) {
        check(shape);
        if (network == null) {
            return 0;
        }
        try (Program program = network.compile(shape[0], shape[2], shape[3])) {
            return program.flops();
        }
    }

    private static void check(long[] s) {
        boolean fits =
                s.length == 4
                        && s[0] >= 1
                        && s[1] == 3
                        && isSide(s[2])
                        && isSide(s[3])
                        && s[0] <= NetworkOptions.MOST_PIXELS / (s[2] * s[3]);
        if (!fits) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "images must be [N, 3, H, W] with N at least 1, sides that are"
                                    + " multiples of 32 up to %s, and at most %s pixels in all,"
                                    + " got %s",
                            NetworkOptions.LARGEST_SIDE,
                            NetworkOptions.MOST_PIXELS,
                            Arrays.toString(s)));
        }
    }

    private static boolean isSide(long pixels) {
        return pixels >= 32 && pixels <= NetworkOptions.LARGEST_SIDE && pixels % 32 == 0;
    }

    static void check(INDArray images) {
        check(images.shape());
        if (images.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("images must be FLOAT, got " + images.dataType());
        }
    }

    private INDArray run(CompiledNetwork compiled, INDArray images) {
        INDArray dense = images.ordering() == 'c' && !images.isView() ? images : images.dup('c');
        INDArray cues;
        try (MemoryWorkspace ws = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            cues = Nd4j.createUninitialized(DataType.FLOAT, images.shape());
        }
        try {
            run(
                    compiled,
                    images.shape(),
                    dense.data().addressPointer().address(),
                    cues.data().addressPointer().address());
        } finally {
            Reference.reachabilityFence(dense); // programs hold only its address
        }
        return cues;
    }

    /** Divides the images among the threads that the calling thread may use. */
    private void run(CompiledNetwork compiled, long[] shape, long images, long cues) {
        int threads = NativeThreads.limit();
        if (together || Profile.isOn()) {
            run(compiled, new Sharing.Part(0, shape[0], threads), shape, images, cues);
            return;
        }
        List<Runnable> apart = new ArrayList<>();
        for (Sharing.Part part : Sharing.apart(shape[0], threads)) {
            apart.add(() -> run(compiled, part, shape, images, cues));
        }
        if (!apart.isEmpty()) {
            OwnThreads.run(apart);
        }
        Sharing.Part rest =
                Sharing.rest(shape[0], threads, compiled.multiplications(shape[2], shape[3]));
        if (rest != null) {
            OwnThreads.limited(rest.threads(), () -> run(compiled, rest, shape, images, cues));
        }
    }

    private void run(
            CompiledNetwork compiled, Sharing.Part part, long[] shape, long images, long cues) {
        long offset = part.first() * 3 * shape[2] * shape[3] * Float.BYTES;
        Shape program = new Shape(part.images(), shape[2], shape[3], part.threads());
        Program borrowed = borrow(compiled, program);
        try {
            borrowed.run(images + offset, cues + offset);
        } finally {
            giveBack(program, borrowed);
        }
    }

    /** Takes or compiles a program; the calling thread is limited to the threads of the shape. */
    private Program borrow(CompiledNetwork compiled, Shape shape) {
        synchronized (idle) {
            Deque<Program> programs = idle.get(shape);
            if (programs != null && !programs.isEmpty()) {
                return programs.pop();
            }
        }
        return compiled.compile(shape.samples(), shape.height(), shape.width());
    }

    private void giveBack(Shape shape, Program program) {
        synchronized (idle) {
            idle.computeIfAbsent(shape, s -> new ArrayDeque<>()).push(program);
            if (idle.size() > SHAPES_KEPT) {
                Shape oldest = idle.keySet().iterator().next();
                Deque<Program> unused = idle.remove(oldest);
                if (unused != null) {
                    unused.forEach(Program::close);
                }
            }
        }
    }

    /** Waits for the calls in progress and frees the memory; further calls have no effect. */
    @Override
    public void close() {
        lifetime.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                synchronized (idle) {
                    idle.values().forEach(programs -> programs.forEach(Program::close));
                    idle.clear();
                }
                if (network != null) {
                    network.close();
                }
            }
        } finally {
            lifetime.writeLock().unlock();
        }
    }
}
