package org.lgsc.train.baseline;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.Experimental;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.network.ResNet18;
import org.lgsc.core.scoring.CueSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.eval.scoring.SplitScorer;
import org.lgsc.eval.threshold.Criterion;
import org.lgsc.eval.threshold.Threshold;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A trained baseline with everything needed to use it. It scores through the same {@link
 * SplitScorer} as the network: {@link #source()} returns the probability of an attack for each
 * patch.
 *
 * @param method "lbp", "color-texture" or "cnn"
 * @param preprocessing of faces, as in training
 * @param threshold of the equal error rate on the development split
 * @param provenance how the baseline was made
 * @param linear classifier of texture features; null for the CNN
 * @param network of the CNN; null for texture features
 */
@Experimental
public record BaselineModel(
        String method,
        Preprocessing preprocessing,
        ModelThreshold threshold,
        Provenance provenance,
        @Nullable LinearClassifier linear,
        @Nullable ComputationGraph network) {
    /** Name of the plain CNN: encoder and softmax. */
    public static final String CNN = "cnn";

    /** Checks that there is exactly one classifier. */
    public BaselineModel {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(preprocessing, "preprocessing");
        Objects.requireNonNull(threshold, "threshold");
        Objects.requireNonNull(provenance, "provenance");
        if ((linear == null) == (network == null) || (network != null) != method.equals(CNN)) {
            throw new IllegalArgumentException(
                    "a baseline has one classifier, and \"cnn\" is the network");
        }
    }

    /** Returns probabilities of an attack as maps [N, 1, 1, 1], for {@link SplitScorer}. */
    public CueSource source() {
        ComputationGraph cnn = network;
        if (cnn != null) {
            return images -> {
                INDArray logits =
                        cnn.output(List.of(ResNet18.LOGITS), false, new INDArray[] {images}, null)[
                                0];
                double[] scores = new double[(int) logits.size(0)];
                for (int i = 0; i < scores.length; i++) {
                    // column 1 is live
                    double margin = logits.getDouble(i, 1) - logits.getDouble(i, 0);
                    scores[i] = 1 / (1 + Math.exp(margin));
                }
                return ProbabilitySource.map(scores);
            };
        }
        if (preprocessing.scaling() != InputScaling.SYMMETRIC) {
            throw new IllegalArgumentException("texture features require the scaling to [-1, 1]");
        }
        TextureFeatures features = features();
        LinearClassifier classifier = linear;
        if (classifier == null) {
            throw new IllegalStateException("a baseline has one classifier");
        }
        if (classifier.weights().length != features.length()) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "%s weights for %s features",
                            classifier.weights().length, features.length()));
        }
        return ProbabilitySource.of(face -> classifier.spoofProbability(features.of(face)));
    }

    private TextureFeatures features() {
        for (TextureFeatures f : TextureFeatures.values()) {
            if (f.toString().equals(method)) {
                return f;
            }
        }
        throw new LgscException("There is no baseline \"" + method + "\".");
    }

    /**
     * Fits the threshold of the equal error rate on the development split. The paper's 0.01 is
     * meaningless for a probability, so without such a split the threshold is 0.5.
     */
    public BaselineModel fitted(PadDataset dataset) {
        if (dataset.samples(Split.DEV).isEmpty()) {
            return with(
                    new ModelThreshold(
                            0.5, "probability 1/2: the data set has no development split"));
        }
        Threshold fitted =
                Threshold.fit(
                        SplitScorer.builder(source(), preprocessing)
                                .build()
                                .score(dataset, Split.DEV)
                                .toDevScores(),
                        Criterion.EER);
        return with(
                new ModelThreshold(fitted.spoofScore(), fitted.origin() + " of " + dataset.name()));
    }

    private BaselineModel with(ModelThreshold other) {
        return new BaselineModel(method, preprocessing, other, provenance, linear, network);
    }

    /**
     * Writes the baseline; replaces the file.
     *
     * @throws LgscException naming the file when it cannot be written
     */
    public void save(Path file) {
        BaselineFile.write(this, file);
    }

    /**
     * Reads a baseline.
     *
     * @throws LgscException naming the file when it is missing, damaged or of another kind
     */
    public static BaselineModel load(Path file) {
        return BaselineFile.read(file);
    }

    /** Returns whether a file looks like a baseline rather than the model of a network. */
    public static boolean isBaseline(Path file) {
        return BaselineFile.isBaseline(file);
    }
}
