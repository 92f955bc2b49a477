package org.lgsc.cli.fold;

import org.lgsc.core.LgscException;
import org.lgsc.eval.threshold.Criterion;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a criterion from the command line. */
public final class CriterionConverter implements ITypeConverter<Criterion> {
    @Override
    public Criterion convert(String text) {
        try {
            return Criterion.parse(text);
        } catch (LgscException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
