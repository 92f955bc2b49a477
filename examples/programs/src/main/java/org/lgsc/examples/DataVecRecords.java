package org.lgsc.examples;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.Split;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.record.PadRecordReader;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Faces as DataVec records, for a custom pipeline: reads a folder of face crops, builds batches and
 * fits a network. {@code Trainer} does more: it balances the classes and augments the pictures.
 */
public final class DataVecRecords {
    private static final int SIZE = 64;
    private static final int BATCH = 4;

    private DataVecRecords() {}

    /**
     * Runs the example.
     *
     * @param arguments folder of face crops of at least 64 pixels, in {@code live}, {@code print},
     *     ...
     */
    public static void main(String[] arguments) throws Exception {
        Backend.require();
        FaceGeometry centre = FaceGeometry.unrecorded(FaceCrop.DEFAULT, SIZE, TestPolicy.CENTRE);
        LgscNetwork network = LgscNetwork.builder().baseWidth(4).inputSize(SIZE).build();
        ComputationGraph graph = network.init();
        try (PadRecordReader records =
                new PadRecordReader(
                        FolderDataset.loadUnsplit(
                                        Path.of(arguments[0]), FolderDataset.Options.defaults())
                                .samples(Split.TRAIN),
                        centre,
                        InputScaling.SYMMETRIC)) {
            while (records.hasNext()) {
                graph.fit(batch(network, records));
                System.out.println("loss: " + graph.score());
            }
        }
    }

    /** Pictures [N, 3, H, W], and labels [N, 1] (1 live, 0 spoof) for each loss. */
    private static MultiDataSet batch(LgscNetwork network, PadRecordReader records) {
        INDArray[] pictures = new INDArray[BATCH];
        float[] live = new float[BATCH];
        int n = 0;
        for (; n < BATCH && records.hasNext(); n++) {
            List<Writable> record = records.next();
            pictures[n] = ((NDArrayWritable) record.get(0)).get();
            live[n] = record.get(1).toInt();
        }
        INDArray[] labels = new INDArray[network.heads().size()];
        Arrays.fill(labels, Nd4j.create(Arrays.copyOf(live, n), new long[] {n, 1}, 'c'));
        INDArray images = Nd4j.concat(0, Arrays.copyOf(pictures, n));
        return new MultiDataSet(new INDArray[] {images}, labels);
    }
}
