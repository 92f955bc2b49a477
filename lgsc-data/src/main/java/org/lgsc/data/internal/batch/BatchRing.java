package org.lgsc.data.internal.batch;

import java.util.Arrays;
import org.lgsc.core.Label;
import org.lgsc.core.image.InputBatch;
import org.lgsc.core.image.InputScaling;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays of batches that are allocated once and used in turn. */
final class BatchRing {
    private final InputBatch[] inputs;
    private final INDArray[] labels;
    private final int batchSize;
    private final int labelHeads;

    /**
     * @param count number of batches
     * @param side of a patch
     * @param labelHeads number of outputs that get the labels
     */
    BatchRing(int count, int batchSize, int side, InputScaling scaling, int labelHeads) {
        this.batchSize = batchSize;
        this.labelHeads = labelHeads;
        inputs = new InputBatch[count];
        labels = new INDArray[count];
        for (int i = 0; i < count; i++) {
            inputs[i] = new InputBatch(batchSize, side, side, scaling);
            labels[i] = Nd4j.createUninitializedDetached(DataType.FLOAT, batchSize, 1);
        }
    }

    /** Returns the input array of a batch, by its number over all epochs. */
    InputBatch input(long number) {
        return inputs[slot(number)];
    }

    /** Returns the batch of a number, with the labels of live at the even places. */
    MultiDataSet batch(long number) {
        INDArray own = labels[slot(number)];
        for (int i = 0; i < batchSize; i++) {
            own.putScalar(i, i % 2 == 0 ? Label.LIVE.value() : Label.SPOOF.value());
        }
        INDArray[] heads = new INDArray[labelHeads];
        Arrays.fill(heads, own);
        return new MultiDataSet(new INDArray[] {input(number).array()}, heads);
    }

    private int slot(long number) {
        return (int) (number % inputs.length);
    }
}
