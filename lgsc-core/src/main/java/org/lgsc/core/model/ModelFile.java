package org.lgsc.core.model;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.internal.archive.ModelArchive;
import org.lgsc.core.internal.archive.NetworkReader;
import org.lgsc.core.internal.file.AtomicFile;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.file.Sha256;
import org.lgsc.core.internal.json.StrictJson;
import org.lgsc.core.network.LgscNetwork;

/** Reads and writes model files. */
final class ModelFile {
    private static final int LARGEST_METADATA = 1 << 20;

    /** Field of the metadata with the SHA-256 of the other entries. */
    private static final String PARTS = "parts";

    private static final ObjectMapper JSON = StrictJson.mapper(20);

    private static final JavaType DIGESTS =
            JSON.getTypeFactory().constructMapType(TreeMap.class, String.class, String.class);

    private ModelFile() {}

    /**
     * @param updater whether to write the updater state as well
     */
    static void write(LgscModel model, Path file, boolean updater) {
        try (AtomicFile network = AtomicFile.of(file);
                AtomicFile complete = AtomicFile.of(file)) {
            ModelSerializer.writeModel(model.graph(), network.path().toFile(), updater);
            try (ZipFile in = RegularFiles.openZip(network.path());
                    ZipOutputStream out =
                            new ZipOutputStream(Files.newOutputStream(complete.path()))) {
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
            complete.publish();
        } catch (IOException e) {
            throw AtomicFile.failure("the model file " + file, e);
        }
    }

    private static Map<String, String> digests(ZipFile zip) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            try (DigestInputStream in =
                    new DigestInputStream(zip.getInputStream(entry), Sha256.digest())) {
                in.transferTo(OutputStream.nullOutputStream());
                digests.put(entry.getName(), Sha256.hex(in.getMessageDigest()));
            }
        }
        return digests;
    }

    static LgscModel read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw LgscException.ofFile("There is no model file %s.", file);
        }
        requireNoCard(file);
        Backend.require();
        try (ModelArchive archive = new ModelArchive(file)) {
            ModelMetadata metadata = metadata(file, archive);
            ComputationGraphConfiguration expected =
                    LgscNetwork.builder(metadata.network()).build().graphBuilder().build();
            return new LgscModel(NetworkReader.read(archive, expected), metadata);
        } catch (ZipException e) {
            throw ModelArchive.noZip(file, e);
        } catch (JacksonException e) {
            throw damaged(
                    file,
                    ModelArchive.METADATA + " does not describe a model: " + StrictJson.reason(e),
                    e);
        } catch (IOException e) {
            throw damaged(file, IoReason.of(e), e);
        }
    }

    /** Fails for the card of third-party networks: it starts with a brace, a zip file with PK. */
    private static void requireNoCard(Path file) {
        try (InputStream in = RegularFiles.newInputStream(file)) {
            if (in.read() == '{') {
                throw LgscException.ofFile(
                        "%s is not a model file but JSON. The card of third-party networks works"
                                + " with check, demo, score, evaluate, fit-threshold and info; here"
                                + " a model of this library is needed.",
                        file);
            }
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read the model file %s: %s.", file, IoReason.of(e));
        }
    }

    private static ModelMetadata metadata(Path file, ModelArchive archive) throws IOException {
        if (!archive.has(ModelArchive.METADATA)) {
            throw LgscException.ofFile(
                    "%s is a zip file, but not an LGSC model: it has no entry %s.",
                    file, ModelArchive.METADATA);
        }
        JsonNode json = JSON.readTree(archive.bytes(ModelArchive.METADATA, LARGEST_METADATA));
        JsonNode version = json.path("formatVersion");
        if (!version.isIntegralNumber() || version.asLong() < 1) {
            throw damaged(file, ModelArchive.METADATA + " does not state a format version", null);
        }
        if (version.asLong() > ModelMetadata.FORMAT_VERSION || !version.canConvertToLong()) {
            throw LgscException.ofFile(
                    "%s was written by a newer version of this library (format %s, this one reads"
                            + " up to %s): update it.",
                    file, version.asText(), ModelMetadata.FORMAT_VERSION);
        }
        JsonNode parts = json.path(PARTS);
        if (parts.isNull()) {
            throw damaged(file, ModelArchive.METADATA + " has no digests of its parts", null);
        }
        archive.expect(parts.isMissingNode() ? Map.of() : JSON.treeToValue(parts, DIGESTS));
        ModelMetadata metadata = JSON.treeToValue(json, ModelMetadata.class);
        int patch = metadata.preprocessing().geometry().patchSize();
        if (patch % 32 != 0) {
            throw damaged(file, "no network scores patches of " + patch + " pixels", null);
        }
        return metadata;
    }

    private static LgscException damaged(Path file, String why, @Nullable Exception cause) {
        return ModelArchive.damaged(file, why, cause);
    }
}
