package org.lgsc.data.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.junit.jupiter.api.Test;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.InputScaling;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.TestSamples;
import org.nd4j.linalg.api.ndarray.INDArray;

class PadRecordReaderTest {
    private static final List<Sample> SAMPLES = TestSamples.samples(2, 1, 20);

    private static FaceGeometry geometry(int patch, TestPolicy test) {
        return FaceGeometry.unrecorded(FaceCrop.DEFAULT, patch, test);
    }

    private static PadRecordReader reader() {
        return new PadRecordReader(
                SAMPLES, geometry(16, TestPolicy.CENTRE), InputScaling.SYMMETRIC);
    }

    @Test
    void recordsHoldPictureLabelAndIdentity() throws Exception {
        try (PadRecordReader reader = reader()) {
            List<RecordMetaData> metaData = new ArrayList<>();
            List<Integer> labels = new ArrayList<>();
            while (reader.hasNext()) {
                Record record = reader.nextRecord();
                INDArray image = ((NDArrayWritable) record.getRecord().get(0)).get();
                assertThat(image.shape()).containsExactly(1, 3, 16, 16);
                labels.add(record.getRecord().get(1).toInt());
                metaData.add(record.getMetaData());
            }
            assertThat(labels).containsExactly(1, 1, 0);
            assertThat(reader.getLabels().get(1)).isEqualTo("live");
            assertThat(metaData)
                    .extracting(RecordMetaData::getLocation)
                    .containsExactly("live-0", "live-1", "spoof-0");
            Record again = reader.loadFromMetaData(metaData.get(2));
            assertThat(again.getRecord().get(1).toInt()).isZero();
            INDArray image = ((NDArrayWritable) again.getRecord().get(0)).get();
            assertThat(image.getFloat(0, 0, 0, 0)).isEqualTo(InputScaling.SYMMETRIC.scale(100, 0));
        }
    }

    @Test
    void resetStartsAgainAndTheEndIsTheEnd() throws Exception {
        try (PadRecordReader reader = reader()) {
            reader.initialize(null);
            List<Writable> first = reader.next();
            reader.next();
            reader.next();
            assertThat(reader.hasNext()).isFalse();
            assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
            reader.reset();
            assertThat(reader.next().get(0)).isEqualTo(first.get(0));
        }
    }

    @Test
    void batchesAreArrays() throws Exception {
        try (PadRecordReader reader = reader()) {
            assertThat(reader.batchesSupported()).isTrue();
            reader.next();
            NDArrayRecordBatch batch = (NDArrayRecordBatch) reader.next(5);
            assertThat(batch.size()).isEqualTo(2);
            assertThat(batch.getArrays().get(0).shape()).containsExactly(2, 3, 16, 16);
            assertThat(batch.getArrays().get(1).toFloatMatrix())
                    .isDeepEqualTo(new float[][] {{1}, {0}});
            assertThat(reader.hasNext()).isFalse();
        }
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        assertThatThrownBy(
                        () ->
                                new PadRecordReader(
                                        SAMPLES,
                                        geometry(8, TestPolicy.grid(2)),
                                        InputScaling.SYMMETRIC))
                .isInstanceOf(IllegalArgumentException.class);
        try (PadRecordReader reader = reader()) {
            assertThatThrownBy(() -> reader.record(null, null))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }
}
