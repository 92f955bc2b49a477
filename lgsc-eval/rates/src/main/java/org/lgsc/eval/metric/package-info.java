/** Error rates with their confidence intervals (ISO/IEC 30107-3 terms). */
@NullMarked
package org.lgsc.eval.metric;

import org.jspecify.annotations.NullMarked;
