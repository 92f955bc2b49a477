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
import org.lgsc.core.internal.RootFormat;

/**
 * A file published by a third party, downloaded once and kept in a folder.
 *
 * <p>The download must have the recorded SHA-256, or start with its recorded digits; otherwise it
 * is rejected and not kept.
 *
 * @param address address at which it is published
 * @param fileName name of the file in the folder
 * @param sha256 digest or its first digits, at least 8, lower-case hexadecimal
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
            throw new IllegalArgumentException("not a plain file name: " + fileName);
        }
    }

    /**
     * Returns {@code ~/.lgsc/weights}. The environment variable {@code LGSC_HOME} replaces {@code
     * ~/.lgsc}; the system property {@code org.lgsc.home} takes precedence over both.
     */
    public static Path defaultFolder() {
        String home = System.getProperty("org.lgsc.home", System.getenv("LGSC_HOME"));
        return home == null || home.isBlank()
                ? Path.of(System.getProperty("user.home"), ".lgsc", "weights")
                : Path.of(home, "weights");
    }

    /**
     * Returns a file's SHA-256 in lower-case hexadecimal digits.
     *
     * @throws LgscException when it cannot be read
     */
    public static String sha256(Path file) {
        try {
            return Sha256.of(file);
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read %s: %s.", file, IoReason.of(e));
        }
    }

    /**
     * Returns the file in a folder and downloads it if it is missing.
     *
     * @throws LgscException when it cannot be downloaded or has another digest
     */
    public Path file(Path folder) {
        Path file = folder.resolve(fileName);
        if (!Files.isRegularFile(file)) {
            fetch(file);
        }
        String digest = sha256(file);
        if (!digest.startsWith(sha256)) {
            throw LgscException.ofFile(
                    "%s is not the published file: its SHA-256 is %s and must start with %s; delete"
                            + " it.",
                    file, digest, sha256);
        }
        return file;
    }

    private void fetch(Path file) {
        try (AtomicFile partial = AtomicFile.of(file)) {
            download(partial.path());
            String digest = sha256(partial.path());
            if (!digest.startsWith(sha256)) {
                throw LgscException.ofFile(
                        "The download from %s is not the published file: its SHA-256 is %s and must"
                                + " start with %s.",
                        address, digest, sha256);
            }
            partial.publish();
        } catch (IOException e) {
            throw LgscException.of(
                    e,
                    "Cannot fetch %s; on a machine without internet access, put the file into %s.",
                    address,
                    String.valueOf(file.toAbsolutePath().getParent()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LgscException.of(e, "The download of %s was interrupted.", address);
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
                    throw new IOException(RootFormat.of("more than %s bytes", LARGEST));
                }
                out.write(buffer, 0, n);
            }
        }
    }
}
