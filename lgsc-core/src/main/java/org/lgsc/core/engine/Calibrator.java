package org.lgsc.core.engine;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Experimental;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.onednn.OneDnn;
import org.lgsc.core.internal.onednn.Program;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Determines the scales of a network's feature maps for precision int8: the ranges of their values
 * while the network scores faces. A few hundred faces of all kinds that it will judge, live and
 * attacks, are sufficient. Not safe for use from several threads.
 */
@Experimental
public final class Calibrator implements AutoCloseable {
    /** With fewer faces, a map's range is that of a few people in one light. */
    public static final int FEWEST_FACES = 50;

    private static final int BLOCK = 1 << 14;

    private final LgscModel model;
    private final CompiledNetwork network;
    private final Map<String, Calibration.Range> ranges = new HashMap<>();
    private final float[] block = new float[BLOCK];
    private final FloatChoice choice;
    private int faces;

    /** Program of the previous shape. */
    private @Nullable Program program;

    private long @Nullable [] shape;

    /**
     * @param model model; neither changed nor closed here
     * @throws LgscException when oneDNN is not available, or cannot run this network
     */
    public Calibrator(LgscModel model) {
        this.model = model;
        if (!OneDnn.available() || !InferenceEngine.isCompiled(model.graph())) {
            throw LgscException.of(
                    "Only a network that oneDNN runs can be calibrated, with floats and"
                            + " maps in NHWC; this machine has %s.",
                    OneDnn.version());
        }
        network = new CompiledNetwork(model.graph(), LgscNetwork.CUE, Precision.FLOAT32, null);
        network.watch(this::look);
        choice = new FloatChoice(model.graph());
    }

    /**
     * Adds faces of one image each.
     *
     * @param images [N, 3, H, W] FLOAT, as for {@link InferenceEngine#cues}
     * @throws LgscException when one of their values, or of a map's, is not a number
     */
    public void add(INDArray images) {
        add(images, 1);
    }

    /**
     * Adds faces that are scored in patches.
     *
     * @param images [N * K, 3, H, W] FLOAT, as for {@link InferenceEngine#cues}, grouped by face
     * @param patchesPerFace number of patches K of each of these faces
     * @throws LgscException when one of their values, or of a map's, is not a number
     */
    public void add(INDArray images, int patchesPerFace) {
        InferenceEngine.check(images);
        if (patchesPerFace < 1 || images.size(0) % patchesPerFace != 0) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "%s images do not make faces of %s patches each",
                            images.size(0), patchesPerFace));
        }
        INDArray dense = images.dup('c');
        float[] pixels = dense.data().asFloat();
        look("the faces", FloatBuffer.wrap(pixels));
        ranges.remove("the faces");
        INDArray cues = Nd4j.createUninitialized(images.dataType(), images.shape());
        try {
            program(images.shape())
                    .run(
                            dense.data().addressPointer().address(),
                            cues.data().addressPointer().address());
        } finally {
            Reference.reachabilityFence(dense); // the program holds only their addresses
            Reference.reachabilityFence(cues);
        }
        choice.add(dense, cues, patchesPerFace);
        faces += (int) images.size(0) / patchesPerFace;
    }

    private Program program(long[] wanted) {
        Program ready = program;
        if (ready == null || !Arrays.equals(shape, wanted)) {
            if (ready != null) {
                ready.close();
            }
            ready = network.compile(wanted[0], wanted[2], wanted[3]);
            program = ready;
            shape = wanted.clone();
        }
        return ready;
    }

    private void look(String name, FloatBuffer numbers) {
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        float sum = 0; // of zeros, unless a value is not a finite number
        while (numbers.hasRemaining()) {
            int length = Math.min(BLOCK, numbers.remaining());
            numbers.get(block, 0, length);
            for (int i = 0; i < length; i++) {
                least = Math.min(least, block[i]);
                most = Math.max(most, block[i]);
                sum += block[i] * 0;
            }
        }
        if (sum != 0) { // NaN
            throw LgscException.of(
                    "Calibration found a value that is not a number in %s: a calibration face or"
                            + " the model is damaged.",
                    name);
        }
        ranges.merge(name, new Calibration.Range(least, most), Calibration.Range::with);
    }

    /**
     * Returns the calibration, with the convolutions that must stay float32 so that scores of up to
     * 256 of the faces are near those of float32. If some must, each is tried, which takes as long
     * as scoring these faces ten to twenty times.
     *
     * @throws LgscException when too few faces were added
     */
    public Calibration result() {
        if (faces < FEWEST_FACES) {
            throw LgscException.of(
                    "Calibration needs at least %s faces, and preferably a few hundred;"
                            + " there %s",
                    FEWEST_FACES, faces == 1 ? "was 1." : "were " + faces + ".");
        }
        return choice.of(new Calibration(faces, model.metadata().preprocessing(), ranges));
    }

    /** Frees its memory. */
    @Override
    public void close() {
        if (program != null) {
            program.close();
        }
        network.close();
    }
}
