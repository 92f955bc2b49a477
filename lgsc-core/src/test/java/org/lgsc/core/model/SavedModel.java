package org.lgsc.core.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.WarmupDecaySchedule;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A small saved model, and modified copies of its file. */
final class SavedModel {
    private final Path file;
    private final LgscModel model;

    /** Saves a model into a folder. */
    SavedModel(Path folder) {
        LgscNetwork network =
                LgscNetwork.builder()
                        .baseWidth(2)
                        .inputSize(32)
                        .updater(new Adam(new WarmupDecaySchedule(1e-3, 3, 0.95, 2)))
                        .build();
        ComputationGraph graph = network.init();
        graph.fit(batch());
        model =
                new LgscModel(
                        graph,
                        new ModelMetadata(
                                        network.options(),
                                        new Preprocessing(
                                                FaceGeometry.standard(32), InputScaling.SYMMETRIC),
                                        new ModelThreshold(0.1, "EER on dev"),
                                        Provenance.now(12345, "test", "abc", Map.of("batch", "4")))
                                .withCard(card()));
        file = folder.resolve("model.zip");
        model.save(file);
    }

    /** A card with every field. */
    static ModelCard card() {
        ModelCard.ErrorRate rate = new ModelCard.ErrorRate(1, 20, 0.001, 0.25);
        return ModelCard.builder()
                .training(
                        new ModelCard.Data(
                                "drawn", DataKind.SIMULATED, 3, 9, Map.of("print", 6), 96, 160))
                .development(
                        new ModelCard.Data("drawn", DataKind.SIMULATED, 1, 3, Map.of(), 160, 160))
                .recipe("small-scale")
                .rates(new ModelCard.Rates(0.05, 0.04, rate, Map.of("print", rate), 0.95))
                .baseline(new ModelCard.Baseline("color-texture", 0.02, 0.01))
                .startedFrom("another")
                .goodFor(List.of("Tests."))
                .notFor(List.of("Anything else."))
                .knownFailures(List.of("Everything."))
                .build();
    }

    LgscModel model() {
        return model;
    }

    Path file() {
        return file;
    }

    static MultiDataSet batch() {
        Nd4j.getRandom().setSeed(9);
        INDArray x = Nd4j.rand(DataType.FLOAT, 4, 3, 32, 32).muli(2).subi(1);
        INDArray[] labels = new INDArray[7];
        Arrays.fill(labels, Nd4j.create(new float[] {1, 0, 1, 0}, new long[] {4, 1}, 'c'));
        return new MultiDataSet(new INDArray[] {x}, labels);
    }

    /**
     * Replaces the contents of some entries; removes the digests if the metadata are among them.
     */
    Path with(Path target, Map<String, byte[]> other) throws IOException {
        try (ZipFile in = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                byte[] content = other.get(entry.getName());
                out.write(content == null ? in.getInputStream(entry).readAllBytes() : content);
            }
        }
        return target;
    }

    String entry(String name) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(
                    zip.getInputStream(zip.getEntry(name)).readAllBytes(),
                    StandardCharsets.ISO_8859_1);
        }
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    byte[] metadataWithoutDigests(String from, String to) throws IOException {
        return latin(entry("lgsc.json").replace("\"parts\"", "\"others\"").replace(from, to));
    }

    /** Copies the saved model without some entries and with one more. */
    void rewrite(Path target, String extra, List<String> without) throws IOException {
        try (ZipFile in = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(target))) {
            List<ZipEntry> entries = new ArrayList<>();
            in.entries().asIterator().forEachRemaining(entries::add);
            for (ZipEntry entry : entries) {
                if (!without.contains(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.getInputStream(entry).transferTo(out);
                }
            }
            if (extra != null) {
                out.putNextEntry(new ZipEntry(extra));
                out.write("{\"formatVersion\": 99}".getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
