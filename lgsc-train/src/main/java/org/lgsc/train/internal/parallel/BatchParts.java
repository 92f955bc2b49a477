package org.lgsc.train.internal.parallel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Splits batches into parts. Batches have live and spoof samples in turn, so a part of an even
 * number of neighbours is balanced, too.
 */
public final class BatchParts {
    private BatchParts() {}

    /**
     * Splits a batch.
     *
     * @param batch N samples
     * @param parts number of parts
     * @return copies of N / parts samples each, in order
     * @throws IllegalArgumentException when the parts would not be equal and even
     */
    public static List<MultiDataSet> split(
            org.nd4j.linalg.dataset.api.MultiDataSet batch, int parts) {
        List<MultiDataSet> split = new ArrayList<>(parts);
        for (int part = 0; part < parts; part++) {
            split.add(part(batch, parts, part));
        }
        return split;
    }

    /** One part of a batch, from 0, as in {@link #split}. */
    static MultiDataSet part(org.nd4j.linalg.dataset.api.MultiDataSet batch, int parts, int part) {
        long n = batch.getFeatures(0).size(0);
        if (n % (2L * parts) != 0) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "a batch of %s cannot be split into %s parts with as many live as spoof"
                                    + " samples each",
                            n, parts));
        }
        long each = n / parts;
        // the same labels occur once for each head: copied once
        Map<INDArray, INDArray> copies = new IdentityHashMap<>();
        return new MultiDataSet(
                copy(batch.getFeatures(), part * each, each, copies),
                copy(batch.getLabels(), part * each, each, copies));
    }

    private static INDArray[] copy(
            INDArray[] arrays, long from, long count, Map<INDArray, INDArray> copies) {
        return Arrays.stream(arrays)
                .map(a -> copies.computeIfAbsent(a, whole -> rows(whole, from, count)))
                .toArray(INDArray[]::new);
    }

    private static INDArray rows(INDArray whole, long from, long count) {
        INDArrayIndex[] index = new INDArrayIndex[whole.rank()];
        Arrays.fill(index, NDArrayIndex.all());
        index[0] = NDArrayIndex.interval(from, from + count);
        return whole.get(index).dup('c');
    }

    /**
     * Returns the seed of a part. The first part has the step's own seed, so that a single part
     * equals a step without workers.
     */
    public static long seed(long seed, int part) {
        return part == 0 ? seed : StepSeeds.derived(seed, part);
    }
}
