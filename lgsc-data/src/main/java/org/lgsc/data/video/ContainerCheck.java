package org.lgsc.data.video;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.IoReason;

/**
 * Finds truncated video files. FFmpeg decodes the rest of a truncated AVI file without an error,
 * and frames "evenly over the video" would then come from its beginning.
 */
final class ContainerCheck {
    /** First bytes of the header object of WMV and ASF files. */
    private static final int ASF = 0x3026B275;

    /** First bytes of the file properties object. */
    private static final int ASF_PROPERTIES = 0xA1DCAB8C;

    /** Flag of the file properties: a streamed file has no size. */
    private static final int BROADCAST = 1;

    private ContainerCheck() {}

    /**
     * @throws LgscException when the file is missing, empty or shorter than its own header states
     */
    static void requireComplete(Path file) {
        if (!Files.isRegularFile(file)) {
            throw LgscException.of(LgscException.Kind.FILE, "There is no file %s.", file);
        }
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            if (in.length() == 0) {
                throw LgscException.of(
                        LgscException.Kind.INPUT, "Cannot read %s: the file is empty.", file);
            }
            if (in.length() >= 12 && !complete(in)) {
                throw truncated(file);
            }
        } catch (IOException e) {
            throw LgscException.of(e, "Cannot read %s: %s.", file, IoReason.of(e));
        }
    }

    static LgscException truncated(Path file) {
        return LgscException.of(
                LgscException.Kind.INPUT,
                "Cannot read %s: the file is truncated; copy it again or remove it.",
                file);
    }

    private static boolean complete(RandomAccessFile in) throws IOException {
        byte[] start = new byte[12];
        in.readFully(start);
        if (text(start, 0).equals("RIFF")) {
            return riff(in, start);
        }
        if (int32(start, 0) == MatroskaCheck.EBML) {
            return new MatroskaCheck(in).complete();
        }
        if (int32(start, 0) == ASF) {
            return asf(in);
        }
        if (MpegCheck.isProgram(start)) {
            return MpegCheck.wholeProgram(in);
        }
        int packet = MpegCheck.transportPacket(in);
        if (packet > 0) {
            return in.length() % packet == 0;
        }
        return switch (text(start, 4)) {
            case "ftyp", "moov", "mdat", "wide", "free", "skip" -> boxes(in);
            default -> true; // another container: left to FFmpeg
        };
    }

    /** The size is 0 when a recording was never finished; its frames may still be intact. */
    private static boolean riff(RandomAccessFile in, byte[] start) throws IOException {
        long size = Integer.toUnsignedLong(Integer.reverseBytes(int32(start, 4)));
        return size == 0xffffffffL || size + 8 <= in.length() + (size & 1);
    }

    /** QuickTime and MP4: a chain of boxes, one of which is the table of contents, moov. */
    private static boolean boxes(RandomAccessFile in) throws IOException {
        boolean contents = false;
        long at = 0;
        while (at + 8 <= in.length()) {
            in.seek(at);
            long size = Integer.toUnsignedLong(in.readInt());
            byte[] type = new byte[4];
            in.readFully(type);
            if (size == 1 && at + 16 <= in.length()) {
                size = in.readLong();
            } else if (size == 0) {
                size = in.length() - at; // up to the end
            }
            contents |= text(type, 0).equals("moov");
            if (size < 8) {
                return contents; // padding
            }
            if (size > in.length() - at) {
                return false;
            }
            at += size;
        }
        return contents;
    }

    /** WMV: the file properties contain the size of the file. */
    private static boolean asf(RandomAccessFile in) throws IOException {
        long at = 30; // past identity, size, number of objects and two reserved bytes
        while (at + 92 <= in.length()) {
            in.seek(at);
            int identity = in.readInt();
            in.skipBytes(12);
            long size = Long.reverseBytes(in.readLong());
            if (identity == ASF_PROPERTIES) {
                in.skipBytes(16);
                long whole = Long.reverseBytes(in.readLong());
                in.seek(at + 88);
                boolean broadcast = (Integer.reverseBytes(in.readInt()) & BROADCAST) != 0;
                return broadcast || whole <= in.length();
            }
            if (size < 24 || size > in.length() - at) {
                return false;
            }
            at += size;
        }
        return false;
    }

    private static int int32(byte[] b, int i) {
        return (b[i] & 0xff) << 24
                | (b[i + 1] & 0xff) << 16
                | (b[i + 2] & 0xff) << 8
                | b[i + 3] & 0xff;
    }

    private static String text(byte[] b, int from) {
        return new String(b, from, 4, StandardCharsets.ISO_8859_1);
    }
}
