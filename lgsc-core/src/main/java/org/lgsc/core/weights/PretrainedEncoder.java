package org.lgsc.core.weights;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.lgsc.core.LgscException;
import org.lgsc.core.file.Draft;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;

/**
 * Published weights of the encoder, fetched once and kept in a folder.
 *
 * <p>What is fetched must have the recorded beginning of its SHA-256, which torch puts into the
 * names of its files; anything else is refused and not kept.
 *
 * @param address where the file is published
 * @param fileName name in the folder
 * @param sha256 the digest's first digits, lower-case hexadecimal
 */
public record PretrainedEncoder(URI address, String fileName, String sha256) {
    /**
     * torchvision's ResNet18, trained on ImageNet-1k: weights {@code IMAGENET1K_V1}, 45 MB. Its
     * licence and that of ImageNet are the user's to check.
     */
    public static final PretrainedEncoder IMAGENET =
            new PretrainedEncoder(
                    URI.create("https://download.pytorch.org/models/resnet18-f37072fd.pth"),
                    "resnet18-f37072fd.pth",
                    "f37072fd");

    private static final long LARGEST = 256L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Checks the digest's form. */
    public PretrainedEncoder {
        if (!sha256.matches("[0-9a-f]{8,64}")) {
            throw new IllegalArgumentException(
                    "a SHA-256 has 64 hexadecimal digits, of which at least 8 are needed, got "
                            + sha256);
        }
        if (!fileName.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("no plain file name: " + fileName);
        }
    }

    /** {@code ~/.lgsc/weights}. */
    public static Path defaultFolder() {
        return Path.of(System.getProperty("user.home"), ".lgsc", "weights");
    }

    /**
     * A model with the pretrained encoder and the rest random, fetching the file when the folder
     * has it not.
     *
     * @param network base width 64
     * @throws LgscException when the file cannot be fetched, is another one or does not fit
     */
    public LgscModel initPretrained(LgscNetwork network, InputScaling scaling) {
        return WeightImport.open(file(defaultFolder())).encoderModel(network, scaling);
    }

    /**
     * The file in a folder; fetched when it is not there.
     *
     * @throws LgscException when it cannot be fetched or is another one
     */
    public Path file(Path folder) {
        Path file = folder.resolve(fileName);
        if (!Files.isRegularFile(file)) {
            fetch(file);
        }
        String digest = StateDict.sha256(file);
        if (!digest.startsWith(sha256)) {
            throw new LgscException(
                    file
                            + " is not the published file: its SHA-256 is "
                            + digest
                            + " and should begin with "
                            + sha256
                            + "; delete it.");
        }
        return file;
    }

    private void fetch(Path file) {
        try (Draft partial = Draft.of(file)) {
            download(partial.path());
            String digest = StateDict.sha256(partial.path());
            if (!digest.startsWith(sha256)) {
                throw new LgscException(
                        "What "
                                + address
                                + " gave is not the published file: its SHA-256 is "
                                + digest
                                + " and should begin with "
                                + sha256
                                + ".");
            }
            partial.publish();
        } catch (IOException e) {
            throw new LgscException(
                    "Cannot fetch "
                            + address
                            + "; on a machine without internet put that file into "
                            + file.toAbsolutePath().getParent()
                            + ".",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LgscException("Fetching " + address + " was interrupted.", e);
        }
    }

    private void download(Path to) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(Duration.ofSeconds(20))
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        HttpResponse<InputStream> response =
                client.send(
                        HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body();
                var out = Files.newOutputStream(to)) {
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
            byte[] buffer = new byte[1 << 16];
            long total = 0;
            for (int n = body.read(buffer); n >= 0; n = body.read(buffer)) {
                total += n;
                if (total > LARGEST) {
                    throw new IOException("more than " + LARGEST + " bytes");
                }
                out.write(buffer, 0, n);
            }
        }
    }
}
