package org.lgsc.train.baseline;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.lgsc.core.Experimental;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.geometry.WorkingSize;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.train.internal.DataFaults;

/**
 * Trains a texture baseline: features of the whole face scaled to 64x64, as in the papers, and a
 * linear classifier.
 */
@Experimental
public final class TextureTrainer {
    private static final int SIDE = 64;
    private static final double PENALTY = 0.01;

    private final TextureFeatures features;
    private final FaceGeometry geometry;

    /**
     * @param features the features of a face
     * @param faces how faces are found and cut out; the rest of the geometry is fixed by the
     *     method: the whole face, resized bilinearly from any size, as in the papers
     */
    public TextureTrainer(TextureFeatures features, FaceGeometry faces) {
        this.features = Objects.requireNonNull(features, "features");
        geometry =
                new FaceGeometry(
                        faces.detector(), faces.crop(), WorkingSize.NATIVE, SIDE, TestPolicy.WHOLE);
    }

    double[] features(Sample sample) {
        return features.of(geometry.picture(sample.image().load()));
    }

    /**
     * Trains on the training split and fits the threshold of the equal error rate on the
     * development split. The result does not depend on randomness.
     *
     * @throws LgscException when the training split lacks a class, or a picture cannot be read
     */
    public BaselineModel train(PadDataset dataset) {
        return train(dataset, remark -> {});
    }

    /**
     * As {@link #train(PadDataset)}, and reports faults of the data.
     *
     * @param remarks receives a sentence for each kind of fault, such as copies of pictures in
     *     another split; the model's provenance records them
     * @throws LgscException when the training split lacks a class, or a picture cannot be read
     */
    public BaselineModel train(PadDataset dataset, Consumer<String> remarks) {
        List<Sample> samples = dataset.samples(Split.TRAIN);
        long live = samples.stream().filter(s -> s.label().isLive()).count();
        if (live == 0 || live == samples.size()) {
            throw LgscException.of(
                    "The train split of data set %s holds %s live and %s spoof "
                            + "samples; both classes are needed.",
                    dataset.name(), live, samples.size() - live);
        }
        double[][] vectors = new double[samples.size()][];
        boolean[] spoof = new boolean[samples.size()];
        IntStream.range(0, vectors.length)
                .parallel()
                .forEach(
                        i -> {
                            Sample s = samples.get(i);
                            vectors[i] = features(s);
                            spoof[i] = !s.label().isLive();
                        });
        Map<String, String> facts = new TreeMap<>();
        facts.put("method", features + ", logistic regression");
        facts.put("penalty", String.valueOf(PENALTY));
        DataFaults.report(dataset, facts, remarks);
        return new BaselineModel(
                        features.toString(),
                        new Preprocessing(geometry, InputScaling.SYMMETRIC),
                        ModelThreshold.UNFITTED,
                        Provenance.now(1, dataset.name(), dataset.dataHash(), facts),
                        LinearClassifier.fit(vectors, spoof, PENALTY),
                        null)
                .fitted(dataset);
    }
}
