package org.lgsc.cli.fold;

import java.nio.file.Path;
import org.lgsc.train.InitialEncoder;
import picocli.CommandLine.ITypeConverter;

/**
 * Initial weights of an encoder: a name, or a file.
 *
 * @param name builtin, none, random (the same as none), imagenet, or the full path of a file
 */
public record EncoderChoice(String name) {
    /** Torchvision's weights. */
    public static final EncoderChoice IMAGENET = new EncoderChoice("imagenet");

    private static final String NONE = "none";

    public static final class Converter implements ITypeConverter<EncoderChoice> {
        @Override
        public EncoderChoice convert(String value) {
            EncoderChoice choice = new EncoderChoice(value);
            return choice.isImageNet() || choice.named() != null
                    ? choice
                    : new EncoderChoice(Path.of(value).toAbsolutePath().normalize().toString());
        }
    }

    private InitialEncoder named() {
        if (name.equals(NONE)) {
            return InitialEncoder.RANDOM;
        }
        for (InitialEncoder encoder : InitialEncoder.values()) {
            if (encoder.toString().equals(name)) {
                return encoder;
            }
        }
        return null;
    }

    /** Initial encoder for the options; random if a file replaces it. */
    public InitialEncoder initial() {
        InitialEncoder named = named();
        return named == null ? InitialEncoder.RANDOM : named;
    }

    public boolean fromFile() {
        return named() == null;
    }

    boolean isImageNet() {
        return equals(IMAGENET);
    }

    /** Text saved with a run, valid in any working folder. */
    @Override
    public String toString() {
        return name;
    }
}
