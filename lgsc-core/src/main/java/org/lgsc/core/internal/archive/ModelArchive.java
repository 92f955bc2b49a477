package org.lgsc.core.internal.archive;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.SafeText;
import org.lgsc.core.internal.file.IoReason;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.file.Sha256;

/**
 * The zip archive of an untrusted model file. Only known entries are accepted, each once, with no
 * more bytes than the caller allows, whatever the header claims, and with the checksums that the
 * file states.
 *
 * <p>Entries are taken from the zip's directory alone. DL4J's own reader scans the file from the
 * start and would also find entries that the directory hides; it never receives the file.
 */
public final class ModelArchive implements Closeable {
    /** Entry with the options of an LGSC model. */
    public static final String METADATA = "lgsc.json";

    static final String CONFIGURATION = "configuration.json";
    static final String COEFFICIENTS = "coefficients.bin";
    static final String UPDATER = "updaterState.bin";

    private static final Set<String> NETWORK = Set.of(CONFIGURATION, COEFFICIENTS, UPDATER);

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new HashMap<>();

    /** SHA-256 of the other entries according to the metadata, in lower-case hexadecimal digits. */
    private Map<String, String> digests = Map.of();

    /** Opens the archive of a model. */
    public ModelArchive(Path file) throws IOException {
        this(file, Set.of(METADATA));
    }

    /**
     * @param others names of entries in addition to those of the network
     */
    ModelArchive(Path file, Set<String> others) throws IOException {
        this.file = file;
        zip = RegularFiles.openZip(file);
        try {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                requireKnown(entry, others);
            }
        } catch (LgscException e) {
            zip.close();
            throw e;
        }
    }

    private void requireKnown(ZipEntry entry, Set<String> others) {
        if (!NETWORK.contains(entry.getName()) && !others.contains(entry.getName())) {
            throw LgscException.ofFile(
                    "%s is not an LGSC model: it contains an unknown entry \"%s\".",
                    file, SafeText.text(entry.getName(), 80));
        }
        if (entries.put(entry.getName(), entry) != null) {
            throw damaged(file, "its entry \"" + entry.getName() + "\" occurs twice", null);
        }
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("there is no entry " + name);
        }
        return entry;
    }

    /** Whether there is an entry of this name. */
    public boolean has(String name) {
        return entries.containsKey(name);
    }

    /**
     * Number of bytes of an entry in the file: as stated by the directory, but at most the file's
     * size.
     */
    long compressedSize(String name) throws IOException {
        return Math.min(entry(name).getCompressedSize(), Files.size(file));
    }

    /** Sets the SHA-256, in lower-case hexadecimal digits, that entries must have. */
    public void expect(Map<String, String> sha256) {
        digests = Map.copyOf(sha256);
    }

    /** Reads and checks a complete entry of at most the given number of bytes. */
    public byte[] bytes(String name, int most) throws IOException {
        try (Checked in = open(name, most)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            in.transferTo(out);
            in.requireIntact();
            return out.toByteArray();
        }
    }

    /**
     * Opens an entry as a stream; call {@link Checked#requireIntact} after reading it.
     *
     * @param most largest number of bytes; one byte more is an error
     */
    Checked open(String name, long most) throws IOException {
        return new Checked(entry(name), most);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    /** Returns the failure of a file that is not a zip. */
    public static LgscException noZip(Path file, ZipException e) {
        return LgscException.of(
                e,
                "%s is not a model file, or is truncated: it cannot be read as a zip (%s).",
                file,
                IoReason.of(e));
    }

    /**
     * Returns the failure of a damaged file.
     *
     * @param why end of a sentence
     */
    public static LgscException damaged(Path file, String why, @Nullable Exception cause) {
        return LgscException.of(
                LgscException.Kind.FILE, cause, "The model file %s is damaged: %s.", file, why);
    }

    /** Counts the bytes that are read and computes their checksums. */
    final class Checked extends FilterInputStream {
        private final ZipEntry entry;
        private final long most;
        private final CRC32 crc = new CRC32();
        private final MessageDigest digest = Sha256.digest();
        private long count;

        private Checked(ZipEntry entry, long most) throws IOException {
            super(zip.getInputStream(entry));
            this.entry = entry;
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n > 0) {
                count += n;
                if (count > most) {
                    throw damaged(file, "its entry \"" + entry.getName() + "\" is too large", null);
                }
                crc.update(buffer, offset, n);
                digest.update(buffer, offset, n);
            }
            return n;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public long skip(long n) throws IOException {
            return readNBytes((int) Math.min(n, 1 << 16)).length; // counted like other bytes
        }

        /** Reads the remaining bytes, then compares the checksums. */
        void requireIntact() throws IOException {
            transferTo(java.io.OutputStream.nullOutputStream());
            String expected = digests.get(entry.getName());
            boolean same =
                    entry.getCrc() == crc.getValue()
                            && (expected == null || expected.equals(Sha256.hex(digest)));
            if (!same) {
                throw damaged(
                        file, "the checksum of \"" + entry.getName() + "\" does not match", null);
            }
        }
    }
}
