/** OULU-NPU (Boulkenafet et al., FG 2017). */
package org.lgsc.data.oulu;
