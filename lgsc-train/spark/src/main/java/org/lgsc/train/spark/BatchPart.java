package org.lgsc.train.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.lgsc.train.internal.parallel.LocalSteps;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A part of a batch as sent to a task.
 *
 * @param number of the part, from 0
 * @param seed seed of the part
 * @param shape shape of the features, [n, 3, S, S]
 * @param features in 'c' order
 * @param labels one for each sample
 * @param heads number of loss heads, each of which gets the labels
 * @param scales scales of the loss heads, by name
 */
record BatchPart(
        int number,
        long seed,
        long[] shape,
        float[] features,
        float[] labels,
        int heads,
        LinkedHashMap<String, Double> scales)
        implements Serializable {
    static BatchPart of(int number, LocalSteps.Share share) {
        MultiDataSet part = share.part();
        INDArray features = part.getFeatures(0);
        return new BatchPart(
                number,
                share.seed(),
                features.shape(),
                features.data().asFloat(), // parts are dense copies
                part.getLabels(0).data().asFloat(),
                part.getLabels().length,
                new LinkedHashMap<>(share.scales()));
    }

    LocalSteps.Share toShare() {
        return new LocalSteps.Share(toBatch(), seed, scales);
    }

    long pictureBytes() {
        return (long) features.length * Float.BYTES;
    }

    MultiDataSet toBatch() {
        INDArray[] all = new INDArray[heads];
        Arrays.fill(all, Nd4j.create(labels, new long[] {labels.length, 1}, 'c'));
        return new MultiDataSet(new INDArray[] {Nd4j.create(features, shape, 'c')}, all);
    }
}
