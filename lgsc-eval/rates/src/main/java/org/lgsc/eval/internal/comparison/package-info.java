/** Systems that are compared by their score files. No part of the API. */
package org.lgsc.eval.internal.comparison;
