package org.lgsc.core.internal.file;

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

/**
 * A file that somebody else publishes, fetched once and kept in a folder.
 *
 * <p>What is fetched must have the recorded SHA-256, or its recorded beginning; anything else is
 * refused and not kept.
 *
 * @param address where it is published
 * @param fileName name in the folder
 * @param sha256 the digest or its first digits, at least 8, lower-case hexadecimal
 */
public record PublishedFile(URI address, String fileName, String sha256) {
    private static final long LARGEST = 256L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Checks the digest's form. */
    public PublishedFile {
        if (!sha256.matches("[0-9a-f]{8,64}")) {
            throw new IllegalArgumentException(
                    "a SHA-256 has 64 hexadecimal digits, of which at least 8 are needed, got "
                            + sha256);
        }
        if (!fileName.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("no plain file name: " + fileName);
        }
    }

    /**
     * {@code ~/.lgsc/weights}; below another folder than {@code ~/.lgsc} where the environment's
     * {@code LGSC_HOME} names one, or the system property {@code org.lgsc.home}, which goes first.
     */
    public static Path defaultFolder() {
        String home = System.getProperty("org.lgsc.home", System.getenv("LGSC_HOME"));
        return home == null || home.isBlank()
                ? Path.of(System.getProperty("user.home"), ".lgsc", "weights")
                : Path.of(home, "weights");
    }

    /**
     * A file's SHA-256 in lower-case hexadecimal digits.
     *
     * @throws LgscException when it cannot be read
     */
    public static String sha256(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw new LgscException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
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
        String digest = sha256(file);
        if (!digest.startsWith(sha256)) {
            throw LgscException.of(
                    "%s is not the published file: its SHA-256 is %s and should begin "
                            + "with %s; delete it.",
                    file, digest, sha256);
        }
        return file;
    }

    private void fetch(Path file) {
        try (Draft partial = Draft.of(file)) {
            download(partial.path());
            String digest = sha256(partial.path());
            if (!digest.startsWith(sha256)) {
                throw LgscException.of(
                        "What %s gave is not the published file: its SHA-256 is %s and "
                                + "should begin with %s.",
                        address, digest, sha256);
            }
            partial.publish();
        } catch (IOException e) {
            throw LgscException.of(
                    e,
                    "Cannot fetch %s; on a machine without internet put that file into " + "%s.",
                    address,
                    file.toAbsolutePath().getParent());
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
