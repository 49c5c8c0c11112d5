import { ChevronDown, Download } from "lucide-react";
import { type RefObject, useState } from "react";
import { Button } from "../../components/button.tsx";
import { Icon } from "../../components/icon.tsx";
import { Menu, MenuCheck, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "../../components/menu.tsx";
import type { BillingSearch } from "../../lib/billing-search.ts";
import { useBusiness } from "../../lib/business.ts";
import { fileAddress, saveFile } from "../../lib/file-address.ts";
import { pageStrings } from "../../lib/page-strings.ts";
import { isFiltered } from "./history-filters.tsx";
import { toFilters } from "./to-filters.ts";

const words = pageStrings.files;
const FORMATS = ["csv", "jsonl", "parquet"] as const;

/** The history as a file: of what is shown or of everything, any number of rows. */
export function ExportMenu({
  search,
  timeZone,
  button,
}: {
  search: BillingSearch;
  timeZone: string;
  button: RefObject<HTMLButtonElement | null>;
}) {
  const { id } = useBusiness();
  const [range, setRange] = useState<"filtered" | "everything">("filtered");
  const [isForSpreadsheets, setForSpreadsheets] = useState(false);
  const filters = isFiltered(search) && range === "filtered" ? toFilters(search, timeZone) : {};
  const { type, ...lineFilters } = { type: undefined, ...filters };
  const save = (table: "transactions" | "usage", format: (typeof FORMATS)[number]) =>
    saveFile(
      fileAddress(`/${table}.${format}`, id, {
        ...(table === "usage" ? lineFilters : filters),
        timeZone,
        bom: format === "csv" && isForSpreadsheets ? "1" : undefined,
      }),
    );
  return (
    <Menu
      trigger={
        <Button id="export" ref={button} size="small" className="no-print ms-auto">
          <Icon of={Download} size={14} />
          {words.export}
          <Icon of={ChevronDown} size={14} />
        </Button>
      }
    >
      {isFiltered(search) && (
        <>
          <MenuLabel>{words.what}</MenuLabel>
          <MenuChoices
            value={range}
            options={[
              { value: "filtered", label: words.filtered },
              { value: "everything", label: words.everything },
            ]}
            onChange={setRange}
          />
          <MenuSeparator />
        </>
      )}
      <MenuLabel>{words.history}</MenuLabel>
      {FORMATS.map((format) => (
        <MenuItem key={format} onSelect={() => save("transactions", format)}>
          <span className="sr-only">{words.as(words.history, words[format])}</span>
          <span aria-hidden>{words[format]}</span>
        </MenuItem>
      ))}
      {type === undefined && (
        <>
          <MenuSeparator />
          <MenuLabel>{words.usage}</MenuLabel>
          {FORMATS.map((format) => (
            <MenuItem key={format} onSelect={() => save("usage", format)}>
              <span className="sr-only">{words.as(words.usage, words[format])}</span>
              <span aria-hidden>{words[format]}</span>
            </MenuItem>
          ))}
        </>
      )}
      <MenuSeparator />
      <MenuCheck label={words.forSpreadsheets} isChecked={isForSpreadsheets} onChange={setForSpreadsheets} />
    </Menu>
  );
}
