/** Error rates with their confidence intervals (ISO/IEC 30107-3 terms). */
package org.lgsc.eval.metric;
