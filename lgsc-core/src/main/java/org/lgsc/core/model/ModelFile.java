package org.lgsc.core.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.lgsc.core.Backend;
import org.lgsc.core.LgscException;
import org.lgsc.core.network.LgscNetwork;

/** Reads and writes model files. */
final class ModelFile {
    private static final String METADATA = "lgsc.json";
    private static final String CONFIGURATION = "configuration.json";
    private static final String COEFFICIENTS = "coefficients.bin";
    private static final String UPDATER = "updaterState.bin";

    /**
     * DL4J reads more entries than these, one of them by Java deserialisation: they are refused.
     */
    private static final Map<String, Long> LARGEST_ENTRY =
            Map.of(
                    METADATA,
                    1L << 20,
                    CONFIGURATION,
                    16L << 20,
                    COEFFICIENTS,
                    4L << 30,
                    UPDATER,
                    8L << 30);

    private static final ObjectMapper JSON =
            new ObjectMapper()
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
                out.putNextEntry(new ZipEntry(METADATA));
                out.write(JSON.writeValueAsBytes(model.metadata()));
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
        ModelMetadata metadata = metadata(file);
        ComputationGraph graph;
        try {
            graph = ModelSerializer.restoreComputationGraph(file.toFile(), true);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, reason(e), e);
        }
        if (graph.getVertex(LgscNetwork.CUE) == null
                || !graph.getConfiguration()
                        .getNetworkOutputs()
                        .equals(LgscNetwork.heads(metadata.network()))) {
            throw damaged(file, "its network is not the one that its description names", null);
        }
        if (graph.params().isNaN().any() || graph.params().isInfinite().any()) {
            throw damaged(file, "its weights hold values that are not numbers", null);
        }
        return new LgscModel(graph, metadata);
    }

    private static ModelMetadata metadata(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Set<String> names = checkedEntries(file, zip);
            if (!names.contains(METADATA)) {
                throw new LgscException(
                        file
                                + " is a zip file, but no LGSC model: it has no entry "
                                + METADATA
                                + ".");
            }
            if (!names.contains(CONFIGURATION) || !names.contains(COEFFICIENTS)) {
                throw damaged(file, "its network is missing", null);
            }
            try (InputStream in = zip.getInputStream(zip.getEntry(METADATA))) {
                int version = JSON.readTree(in).path("formatVersion").asInt(0);
                if (version < 1) {
                    throw damaged(file, METADATA + " names no format version", null);
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
            }
            try (InputStream in = zip.getInputStream(zip.getEntry(METADATA))) {
                return JSON.readValue(in, ModelMetadata.class);
            }
        } catch (ZipException e) {
            throw new LgscException(
                    file
                            + " is no model file, or was cut off: it cannot be read as a zip ("
                            + reason(e)
                            + ").",
                    e);
        } catch (JacksonException e) {
            throw damaged(
                    file, METADATA + " does not describe a model: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw damaged(file, reason(e), e);
        }
    }

    private static Set<String> checkedEntries(Path file, ZipFile zip) {
        Set<String> names = new HashSet<>();
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            Long largest = LARGEST_ENTRY.get(entry.getName());
            if (largest == null) {
                throw new LgscException(
                        file
                                + " is no LGSC model: it holds an entry \""
                                + entry.getName()
                                + "\" that a model has not.");
            }
            if (entry.getSize() > largest || !names.add(entry.getName())) {
                throw damaged(
                        file,
                        "its entry \"" + entry.getName() + "\" is too large or there twice",
                        null);
            }
        }
        return names;
    }

    private static LgscException damaged(Path file, String why, Exception cause) {
        return new LgscException("The model file " + file + " is damaged: " + why + ".", cause);
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
}
