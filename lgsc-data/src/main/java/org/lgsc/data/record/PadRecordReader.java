package org.lgsc.data.record;

import java.io.DataInputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.geometry.TestPolicy;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.dataset.Sample;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The samples of a split as DataVec records {@code [image, label]}: an {@link NDArrayWritable} of
 * {@code [1, 3, S, S]} FLOAT and an {@link IntWritable} (1 live, 0 spoof). The metadata of a record
 * are its index and, as location, the sample's id.
 *
 * <p>Meant for DataVec pipelines; training uses {@link
 * org.lgsc.data.internal.batch.BalancedBatchIterator}, which balances, augments and reads ahead. A
 * sample that cannot be read ends the iteration with an {@link org.lgsc.core.LgscException}.
 * Single-threaded, and not serializable: samples may be pictures in memory.
 */
public final class PadRecordReader extends BaseRecordReader {
    private final transient List<Sample> samples;
    private final transient FaceGeometry geometry;
    private final InputScaling scaling;
    private transient @Nullable Configuration configuration;
    private int next;

    /**
     * @param samples in the order of the records
     * @param geometry the part of each sample that is scored; it must be one part of one size:
     *     whole, full or centre
     * @param scaling from pixels to input
     */
    public PadRecordReader(List<Sample> samples, FaceGeometry geometry, InputScaling scaling) {
        TestPolicy test = geometry.test();
        if (test.mode() == TestPolicy.Mode.PATCHES || test.count() != 1) {
            throw new IllegalArgumentException(
                    "a record holds one part of a face, not a " + geometry.test());
        }
        this.samples = List.copyOf(samples);
        this.geometry = geometry;
        this.scaling = scaling;
    }

    /** Starts again; the samples were given to the constructor and the split is not used. */
    @Override
    public void initialize(InputSplit split) {
        inputSplit = split;
        reset();
    }

    /** Starts again; the samples were given to the constructor and the split is not used. */
    @Override
    public void initialize(Configuration conf, InputSplit split) {
        setConf(conf);
        initialize(split);
    }

    @Override
    public boolean hasNext() {
        return next < samples.size();
    }

    @Override
    public List<Writable> next() {
        return nextRecord().getRecord();
    }

    @Override
    public Record nextRecord() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    RootFormat.of("all %s records have been read", samples.size()));
        }
        Record record = record(next++);
        invokeListeners(record);
        return record;
    }

    /** True: {@link #next(int)} returns one array for many records. */
    @Override
    public boolean batchesSupported() {
        return true;
    }

    /**
     * Returns up to {@code num} records as two arrays: {@code [n, 3, S, S]} and {@code [n, 1]},
     * FLOAT.
     *
     * @param num at least 1
     */
    @Override
    public List<List<Writable>> next(int num) {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    RootFormat.of("all %s records have been read", samples.size()));
        }
        int count = Math.min(num, samples.size() - next);
        RgbImage[] patches = new RgbImage[count];
        float[][] labels = new float[count][1];
        for (int i = 0; i < count; i++) {
            Sample sample = samples.get(next++);
            patches[i] = part(sample);
            labels[i][0] = sample.label().value();
        }
        return new NDArrayRecordBatch(scaling.toArray(patches), Nd4j.createFromArray(labels));
    }

    private RgbImage part(Sample sample) {
        return geometry.view(sample.image().load()).parts().get(0).image();
    }

    private Record record(int index) {
        Sample sample = samples.get(index);
        RgbImage patch = part(sample);
        List<Writable> values =
                List.of(
                        new NDArrayWritable(scaling.toArray(patch)),
                        new IntWritable(sample.label().value()));
        return new org.datavec.api.records.impl.Record(values, new SampleMetaData(index, sample));
    }

    /** Class names by label value: index 0 "spoof", index 1 "live". */
    @Override
    public List<String> getLabels() {
        return List.of("spoof", "live");
    }

    @Override
    public void reset() {
        next = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /**
     * Not supported: a stream has no label.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public List<Writable> record(URI uri, DataInputStream stream) {
        throw new UnsupportedOperationException("a stream has no label; use the samples");
    }

    @Override
    public Record loadFromMetaData(RecordMetaData metaData) {
        return loadFromMetaData(List.of(metaData)).get(0);
    }

    /**
     * @throws IllegalArgumentException for metadata of another reader
     */
    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> metaData) {
        List<Record> records = new ArrayList<>();
        for (RecordMetaData m : metaData) {
            if (!(m instanceof SampleMetaData s) || s.getIndex() >= samples.size()) {
                throw new IllegalArgumentException("not metadata of this reader: " + m);
            }
            records.add(record((int) s.getIndex()));
        }
        return records;
    }

    @Override
    public void close() {
        next = samples.size();
    }

    @Override
    public void setConf(Configuration conf) {
        configuration = conf;
    }

    @Override
    public @Nullable Configuration getConf() {
        return configuration;
    }

    private static final class SampleMetaData extends RecordMetaDataIndex {
        private static final long serialVersionUID = 1L;
        private final String id;

        SampleMetaData(int index, Sample sample) {
            super(index, null, PadRecordReader.class);
            this.id = sample.id();
        }

        @Override
        public String getLocation() {
            return id;
        }
    }
}
