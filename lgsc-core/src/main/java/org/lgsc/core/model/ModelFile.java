package org.lgsc.core.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.lgsc.core.Backend;
import org.lgsc.core.LgscException;
import org.lgsc.core.patch.PatchPolicy;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads and writes model files. */
final class ModelFile {
    private static final int LARGEST_METADATA = 1 << 20;
    private static final int LARGEST_CONFIGURATION = 16 << 20;

    /** The limit of the network's own options. */
    private static final int LARGEST_PATCH = 4096;

    private static final int MOST_PATCHES = 1024;

    /** Random numbers deflate to nine tenths; an honest file is far from this. */
    private static final long MOST_INFLATION = 20;

    private static final long FREE_INFLATION = 1 << 20;

    /** Field of the metadata with the SHA-256 of the other entries. */
    private static final String PARTS = "parts";

    private static final ObjectMapper JSON =
            new ObjectMapper(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(20)
                                                    .build())
                                    .build())
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

    private ModelFile() {}

    static void write(LgscModel model, Path file) {
        Path target = file.toAbsolutePath();
        Path network = null;
        Path complete = null;
        try {
            Files.createDirectories(target.getParent());
            network = Files.createTempFile(target.getParent(), ".lgsc-network", ".zip");
            complete = Files.createTempFile(target.getParent(), ".lgsc-model", ".zip");
            ModelSerializer.writeModel(model.graph(), network.toFile(), true);
            try (ZipFile in = new ZipFile(network.toFile());
                    ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(complete))) {
                ObjectNode metadata = JSON.valueToTree(model.metadata());
                digests(in).forEach(metadata.putObject(PARTS)::put);
                out.putNextEntry(new ZipEntry(ModelArchive.METADATA));
                out.write(JSON.writeValueAsBytes(metadata));
                for (ZipEntry entry : Collections.list(in.entries())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream content = in.getInputStream(entry)) {
                        content.transferTo(out);
                    }
                }
            }
            Files.move(complete, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new LgscException("Cannot write the model file " + file + ": " + reason(e), e);
        } finally {
            deleteQuietly(network);
            deleteQuietly(complete);
        }
    }

    private static Map<String, String> digests(ZipFile zip) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            try (DigestInputStream in =
                    new DigestInputStream(zip.getInputStream(entry), ModelArchive.sha256())) {
                in.transferTo(OutputStream.nullOutputStream());
                digests.put(
                        entry.getName(), HexFormat.of().formatHex(in.getMessageDigest().digest()));
            }
        }
        return digests;
    }

    private static void deleteQuietly(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // a leftover temporary file is no reason to lose the error that led here
            }
        }
    }

    static LgscModel read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new LgscException("There is no model file " + file + ".");
        }
        Backend.require();
        try (ModelArchive archive = new ModelArchive(file)) {
            ModelMetadata metadata = metadata(file, archive);
            if (!archive.has(ModelArchive.CONFIGURATION)
                    || !archive.has(ModelArchive.COEFFICIENTS)) {
                throw damaged(file, "its network is missing", null);
            }
            ComputationGraph graph = graph(archive, metadata);
            if (graph.params().isNaN().any() || graph.params().isInfinite().any()) {
                throw damaged(file, "its weights hold values that are not numbers", null);
            }
            return new LgscModel(graph, metadata);
        } catch (ZipException e) {
            throw new LgscException(
                    file
                            + " is no model file, or was cut off: it cannot be read as a zip ("
                            + reason(e)
                            + ").",
                    e);
        } catch (JacksonException e) {
            throw damaged(
                    file,
                    ModelArchive.METADATA + " does not describe a model: " + e.getOriginalMessage(),
                    e);
        } catch (IOException | NetworkDescription.Refused e) {
            throw damaged(file, reason(e), e);
        }
    }

    private static ModelMetadata metadata(Path file, ModelArchive archive) throws IOException {
        if (!archive.has(ModelArchive.METADATA)) {
            throw new LgscException(
                    file
                            + " is a zip file, but no LGSC model: it has no entry "
                            + ModelArchive.METADATA
                            + ".");
        }
        JsonNode json = JSON.readTree(archive.bytes(ModelArchive.METADATA, LARGEST_METADATA));
        int version = json.path("formatVersion").asInt(0);
        if (version < 1) {
            throw damaged(file, ModelArchive.METADATA + " names no format version", null);
        }
        if (version > ModelMetadata.FORMAT_VERSION) {
            throw new LgscException(
                    file
                            + " was written by a newer version of this library (format "
                            + version
                            + ", this one reads up to "
                            + ModelMetadata.FORMAT_VERSION
                            + "): update it.");
        }
        Map<String, String> digests = new HashMap<>();
        json.path(PARTS)
                .properties()
                .forEach(part -> digests.put(part.getKey(), part.getValue().asText()));
        archive.expect(digests);
        ModelMetadata metadata = JSON.treeToValue(json, ModelMetadata.class);
        PatchPolicy patches = metadata.preprocessing().patches();
        if (patches.size() % 32 != 0
                || patches.size() > LARGEST_PATCH
                || patches.count() > MOST_PATCHES) {
            throw damaged(
                    file,
                    "no network scores " + patches.count() + " patches of " + patches.size(),
                    null);
        }
        return metadata;
    }

    /** What DL4J's ModelSerializer does, on checked parts. */
    private static ComputationGraph graph(ModelArchive archive, ModelMetadata metadata)
            throws IOException, NetworkDescription.Refused {
        ComputationGraphConfiguration network =
                NetworkDescription.read(
                        archive.bytes(ModelArchive.CONFIGURATION, LARGEST_CONFIGURATION),
                        metadata.network());
        DataType type = network.getDataType();
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IOException("its weights are neither FLOAT nor DOUBLE");
        }
        long length = NetworkDescription.parameters(network);
        long size = length * type.width() + ArrayEntry.LARGEST_HEADER;
        long inflated =
                MOST_INFLATION * archive.compressedSize(ModelArchive.COEFFICIENTS) + FREE_INFLATION;
        if (size - ArrayEntry.LARGEST_HEADER > inflated) {
            throw new IOException("its weights are not those of a network of its size");
        }
        ComputationGraph graph = new ComputationGraph(network);
        try {
            graph.init(array(archive, ModelArchive.COEFFICIENTS, length, type, size), false);
            if (archive.has(ModelArchive.UPDATER)) {
                INDArray state = graph.getUpdater().getStateViewArray();
                long states = state == null ? 0 : state.length();
                if (states == 0) {
                    throw new IOException("its updater has no state");
                }
                state.assign(
                        array(
                                        archive,
                                        ModelArchive.UPDATER,
                                        states,
                                        type,
                                        states * type.width() + ArrayEntry.LARGEST_HEADER)
                                .reshape(state.shape()));
            }
        } catch (RuntimeException e) {
            if (e instanceof LgscException) {
                throw e;
            }
            throw new IOException(reason(e), e);
        }
        return graph;
    }

    private static INDArray array(
            ModelArchive archive, String entry, long length, DataType type, long most)
            throws IOException {
        try (ModelArchive.Checked in = archive.open(entry, most)) {
            INDArray array = ArrayEntry.read(in, length, type);
            in.requireIntact();
            return array;
        }
    }

    private static LgscException damaged(Path file, String why, Exception cause) {
        return ModelArchive.damaged(file, why, cause);
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
