package org.lgsc.cli.bench;

import java.util.Arrays;
import org.lgsc.core.network.LgscNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Random pixels for timing networks. */
final class RandomBatch {
    private RandomBatch() {}

    /** Returns pictures [count, 3, size, size], in [-1, 1]. */
    static INDArray images(int count, int size) {
        return Nd4j.rand(DataType.FLOAT, count, 3, size, size).muli(2).subi(1);
    }

    /** Returns pictures with labels for every head of a network, live and spoof in turn. */
    static MultiDataSet training(LgscNetwork network, int count) {
        INDArray live = Nd4j.zeros(DataType.FLOAT, count, 1);
        for (int i = 0; i < count; i += 2) {
            live.putScalar(i, 0, 1);
        }
        INDArray[] labels = new INDArray[network.heads().size()];
        Arrays.fill(labels, live);
        return new MultiDataSet(new INDArray[] {images(count, network.options().width())}, labels);
    }
}
