package org.lgsc.train.baseline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.lgsc.core.LgscException;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.network.ResNet18;

/** A baseline as a zip: {@code baseline.json} and, for the CNN, what ModelSerializer writes. */
final class BaselineFile {
    private static final String JSON_ENTRY = "baseline.json";

    /** DL4J reads more entries, one by Java deserialisation: those are refused. */
    private static final Set<String> ENTRIES =
            Set.of(JSON_ENTRY, "configuration.json", "coefficients.bin");

    private static final long MOST_JSON = 16L << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private BaselineFile() {}

    /** The JSON in the file. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Description(
            int formatVersion,
            String method,
            Preprocessing preprocessing,
            ModelThreshold threshold,
            Provenance provenance,
            LinearClassifier linear) {}

    static void write(BaselineModel model, Path file) {
        Path target = file.toAbsolutePath();
        Path network = null;
        Path complete = null;
        try {
            Files.createDirectories(target.getParent());
            complete = Files.createTempFile(target.getParent(), ".lgsc-baseline", ".zip");
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(complete))) {
                out.putNextEntry(new ZipEntry(JSON_ENTRY));
                out.write(
                        JSON.writeValueAsBytes(
                                new Description(
                                        1,
                                        model.method(),
                                        model.preprocessing(),
                                        model.threshold(),
                                        model.provenance(),
                                        model.linear())));
                if (model.network() != null) {
                    network = Files.createTempFile(target.getParent(), ".lgsc-network", ".zip");
                    ModelSerializer.writeModel(model.network(), network.toFile(), false);
                    copy(network, out);
                }
            }
            Files.move(complete, target, StandardCopyOption.REPLACE_EXISTING);
            complete = null;
        } catch (IOException e) {
            throw new LgscException("Cannot write the baseline " + file + ": " + e + ".", e);
        } finally {
            delete(network);
            delete(complete);
        }
    }

    private static void copy(Path zip, ZipOutputStream out) throws IOException {
        try (ZipFile in = new ZipFile(zip.toFile())) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                if (ENTRIES.contains(entry.getName())) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    try (InputStream content = in.getInputStream(entry)) {
                        content.transferTo(out);
                    }
                }
            }
        }
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // a leftover temporary file is no reason to lose the error that led here
            }
        }
    }

    static boolean isBaseline(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.getEntry(JSON_ENTRY) != null;
        } catch (IOException e) {
            return false;
        }
    }

    static BaselineModel read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new LgscException("There is no baseline " + file + ".");
        }
        try {
            Description d = description(file);
            ComputationGraph network = null;
            if (d.method().equals(BaselineModel.CNN)) {
                network = ModelSerializer.restoreComputationGraph(file.toFile(), false);
                if (network.getVertex(ResNet18.LOGITS) == null) {
                    throw damaged(file, "its network is no classifier", null);
                }
            }
            BaselineModel model =
                    new BaselineModel(
                            d.method(),
                            d.preprocessing(),
                            d.threshold(),
                            d.provenance(),
                            d.linear(),
                            network);
            model.source();
            return model;
        } catch (LgscException e) {
            throw e;
        } catch (JacksonException e) {
            throw damaged(file, e.getOriginalMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static Description description(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!ENTRIES.contains(entry.getName())) {
                    throw damaged(file, "it has an entry " + entry.getName(), null);
                }
            }
            ZipEntry json = zip.getEntry(JSON_ENTRY);
            if (json == null || json.getSize() > MOST_JSON) {
                throw damaged(file, "it has no usable " + JSON_ENTRY, null);
            }
            try (InputStream in = zip.getInputStream(json)) {
                Description d = JSON.readValue(in, Description.class);
                if (d.formatVersion() != 1 || d.method() == null) {
                    throw damaged(file, "it is of another format", null);
                }
                return d;
            }
        }
    }

    private static LgscException damaged(Path file, String why, Exception cause) {
        return new LgscException(file + " is no usable baseline: " + why + ".", cause);
    }
}
