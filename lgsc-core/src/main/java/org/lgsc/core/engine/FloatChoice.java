package org.lgsc.core.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.model.Calibration;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.scoring.SpoofScore;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Chooses the convolutions that stay float32 in a quantised network: as few as bring the scores of
 * some faces near enough to those of float32. The convolutions that read one map are tried alone
 * with integers, and then left out in the order of the error that they make, until it is small
 * enough. The first convolution is always of floats, as in bfloat16.
 */
final class FloatChoice {
    /**
     * Largest difference that is left on the faces of the choice, of the tolerance: other faces
     * differ by somewhat more.
     */
    static final double SHARE = 0.5;

    private static final int MOST_FACES = 256;

    /** Each convolution alone is tried on every so many of the faces. */
    private static final int TRIED = 4;

    /** Patches of a face, and its score with float32. */
    private record Face(INDArray patches, double score) {}

    private record Trial(Set<String> convolutions, double error) {}

    private final ComputationGraph graph;
    private final double most;
    private final EvenSelection<Face> faces = new EvenSelection<>(MOST_FACES);

    FloatChoice(ComputationGraph graph) {
        this(graph, SHARE * Precision.INT8.tolerance());
    }

    /**
     * @param most largest difference that is left
     */
    FloatChoice(ComputationGraph graph, double most) {
        this.graph = graph;
        this.most = most;
    }

    /**
     * Adds faces, of which an even selection is kept.
     *
     * @param images patches, grouped by face
     * @param cues cue maps that float32 computes
     * @param patchesPerFace number of patches of each face
     */
    void add(INDArray images, INDArray cues, int patchesPerFace) {
        double[] scores = SpoofScore.ofFaces(SpoofScore.ofMaps(cues), patchesPerFace);
        for (int i = 0; i < scores.length; i++) {
            double score = scores[i];
            long first = (long) i * patchesPerFace;
            INDArrayIndex own = NDArrayIndex.interval(first, first + patchesPerFace);
            INDArrayIndex all = NDArrayIndex.all();
            faces.add(() -> new Face(images.get(own, all, all, all).dup('c'), score));
        }
    }

    /** Returns the calibration with the choice. */
    Calibration of(Calibration ranges) {
        Set<String> chosen;
        List<Set<String>> candidates;
        try (CompiledNetwork network =
                new CompiledNetwork(graph, LgscNetwork.CUE, Precision.INT8, ranges)) {
            chosen = new HashSet<>(network.wiring().first());
            candidates = network.forms().wholeByMap();
        }
        if (!Precision.INT8.isSupported() || worst(ranges.withFloats(chosen), 1, most) <= most) {
            return ranges.withFloats(chosen);
        }
        Set<String> all = new HashSet<>(chosen);
        candidates.forEach(all::addAll);
        List<Trial> trials = new ArrayList<>();
        for (Set<String> some : candidates) {
            Set<String> others = new HashSet<>(all);
            others.removeAll(some);
            trials.add(new Trial(some, worst(ranges.withFloats(others), TRIED, Double.MAX_VALUE)));
        }
        trials.sort(Comparator.comparingDouble(Trial::error).reversed());
        for (Trial trial : trials) {
            chosen.addAll(trial.convolutions());
            if (worst(ranges.withFloats(chosen), 1, most) <= most) {
                break;
            }
        }
        return ranges.withFloats(chosen);
    }

    /**
     * Largest difference of a score from that of float32.
     *
     * @param step step from face to face
     * @param enough a larger difference than this one may be returned before all faces are seen
     */
    private double worst(Calibration calibration, int step, double enough) {
        double worst = 0;
        try (InferenceEngine engine = InferenceEngine.of(graph, Precision.INT8, calibration)) {
            for (int f = 0; f < faces.items().size(); f += step) {
                Face face = faces.items().get(f);
                double[] patches = engine.scores(face.patches());
                double found = SpoofScore.ofFaces(patches, patches.length)[0];
                worst = Math.max(worst, Math.abs(found - face.score()));
                if (worst > enough) {
                    return worst;
                }
            }
        }
        return worst;
    }
}
