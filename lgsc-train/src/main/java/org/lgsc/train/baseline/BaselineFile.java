package org.lgsc.train.baseline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.archive.NetworkReader;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.json.StrictJson;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.network.ResNet18;

/** A baseline as a zip: {@code baseline.json} and, for the CNN, the files of ModelSerializer. */
final class BaselineFile {
    private static final String JSON_ENTRY = "baseline.json";

    /** DL4J reads more entries, one by Java deserialisation: those are rejected. */
    private static final Set<String> ENTRIES =
            Set.of(JSON_ENTRY, "configuration.json", "coefficients.bin");

    private static final int MOST_JSON = 16 << 20;
    private static final int MOST_BASE_WIDTH = 512;
    private static final ObjectMapper JSON = StrictJson.mapper(20);

    private BaselineFile() {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Description(
            int formatVersion,
            String method,
            Preprocessing preprocessing,
            ModelThreshold threshold,
            Provenance provenance,
            @Nullable LinearClassifier linear,
            @Nullable Network network) {}

    /** The parameters from which the CNN's network is built. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Network(int baseWidth, CNN2DFormat layout) {
        static Network of(ComputationGraph graph) {
            return new Network(
                    (int) graph.getParam(ResNet18.STEM_FILTERS).size(0),
                    graph.getConfiguration().getVertices().containsKey("image_nhwc")
                            ? CNN2DFormat.NHWC
                            : CNN2DFormat.NCHW);
        }

        ComputationGraphConfiguration expected() {
            return ResNet18.builder()
                    .baseWidth(baseWidth)
                    .layout(layout)
                    .build()
                    .graphBuilder()
                    .build();
        }
    }

    static void write(BaselineModel model, Path file) {
        try (AtomicFile network = AtomicFile.of(file);
                AtomicFile complete = AtomicFile.of(file)) {
            try (ZipOutputStream out =
                    new ZipOutputStream(Files.newOutputStream(complete.path()))) {
                out.putNextEntry(new ZipEntry(JSON_ENTRY));
                out.write(
                        JSON.writeValueAsBytes(
                                new Description(
                                        1,
                                        model.method(),
                                        model.preprocessing(),
                                        model.threshold(),
                                        model.provenance(),
                                        model.linear(),
                                        model.network() == null
                                                ? null
                                                : Network.of(model.network()))));
                if (model.network() != null) {
                    ModelSerializer.writeModel(model.network(), network.path().toFile(), false);
                    copy(network.path(), out);
                }
            }
            complete.publish();
        } catch (IOException e) {
            throw AtomicFile.failure("the baseline " + file, e);
        }
    }

    private static void copy(Path zip, ZipOutputStream out) throws IOException {
        try (ZipFile in = RegularFiles.openZip(zip)) {
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

    static boolean isBaseline(Path file) {
        try (ZipFile zip = RegularFiles.openZip(file)) {
            return zip.getEntry(JSON_ENTRY) != null;
        } catch (IOException e) {
            return false;
        }
    }

    static BaselineModel read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new LgscException(LgscException.Kind.FILE, "There is no baseline " + file + ".");
        }
        try {
            Description d = description(file);
            ComputationGraph network = null;
            if (d.method().equals(BaselineModel.CNN)) {
                if (d.network() == null || d.network().baseWidth() > MOST_BASE_WIDTH) {
                    throw damaged(file, "it does not describe its network", null);
                }
                network = NetworkReader.read(file, Set.of(JSON_ENTRY), d.network().expected());
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
            throw damaged(file, StrictJson.reason(e), e);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static Description description(Path file) throws IOException {
        try (ZipFile zip = RegularFiles.openZip(file)) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (!ENTRIES.contains(entry.getName())) {
                    throw damaged(file, "it has an entry " + entry.getName(), null);
                }
            }
            ZipEntry json = zip.getEntry(JSON_ENTRY);
            if (json == null) {
                throw damaged(file, "it has no " + JSON_ENTRY, null);
            }
            try (InputStream in = zip.getInputStream(json)) {
                byte[] text = in.readNBytes(MOST_JSON + 1); // whatever size the entry states
                if (text.length > MOST_JSON) {
                    throw damaged(file, "its " + JSON_ENTRY + " is too large", null);
                }
                Description d = JSON.readValue(text, Description.class);
                if (d == null || d.formatVersion() != 1 || d.method() == null) {
                    throw damaged(file, "it is of another format", null);
                }
                return d;
            }
        }
    }

    private static LgscException damaged(Path file, String why, @Nullable Exception cause) {
        return LgscException.of(
                LgscException.Kind.FILE, cause, "%s is not a usable baseline: %s.", file, why);
    }
}
