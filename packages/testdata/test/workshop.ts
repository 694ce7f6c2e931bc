/** A small domain model: a workshop that repairs bikes, with every kind of effect. */
export const WORKSHOP = `schema: covergrid/domain-model@1
id: workshop
version: 1.0.0
pools:
  makes: [Alpha, Beta, Gamma, Delta]
entities:
  - id: bike
    collection: bikes
    key: bike_id
    let: {letters: {$code: '@@'}}
    fields:
      bike_id: {$concat: [$letters, '-', {$digits: 4}]}
      make: {$pick: $pools.makes}
      gears: {$integer: [1, 12]}
      label: {$concat: [$self.make, ' ', $self.gears]}
      bought_at: {$plus_days: [$now, {$integer: [-900, -10]}]}
    types: {bike_id: id, make: text, gears: count, label: text, bought_at: instant}
  - id: part
    collection: parts
    key: part_id
    fields:
      part_id: {$code: 'part-##'}
      stock: {$integer: [0, 9]}
      price: {$integer: [100, 900]}
    types: {part_id: id, stock: count, price: money}
    events:
      take:
        arguments: {count: count}
        requires: [{when: {args.count: {max: $self.stock}}, error: out_of_stock, message: There are not that many.}]
        effects: [{add: {stock: {$subtract: [0, $args.count]}}}]
  - id: repair
    collection: repairs
    key: repair_id
    fields:
      repair_id: {$code: 'r####'}
      bike_id: $with.bike_id
      kind: {$if: [{with.urgent: true}, express, standard]}
      lines: []
      opened_at: $at
      done_at: null
      done_by: null
    types:
      repair_id: id
      bike_id: id
      kind: [standard, express]
      lines: list
      opened_at: instant
      done_at: instant?
      done_by: text?
      total: money
      status: [open, done]
    derived:
      total: [{value: {$sum: [$self.lines, price]}}]
      status: [{when: {self.done_at: {not: null}}, value: done}, {value: open}]
    references: {bike_id: bike, lines.*.part_id: part}
    events:
      open:
        creates: true
        arguments: {bike_id: id, urgent: boolean?, repair_id: id?}
        requires: [{when: {args.bike_id: {in: {$keys: $state.bikes}}}, error: bike_not_found, message: There is no such bike.}]
      fit:
        arguments: {part_ids: list}
        let: {before: {$count: $self.lines}}
        requires: [{each: $args.part_ids, when: {item: {in: {$keys: $state.parts}}}, error: part_not_found, message: There is no such part.}]
        effects:
          - {each: $args.part_ids, emit: part.take, target: $item, args: {count: 1}}
          - {each: $args.part_ids, append: {lines: {part_id: $item, price: {$get: [$state.parts, $item, price]}, tag: {$digits: 6}}}}
          - {when: {before: 0, self.kind: express}, create: note, with: {text: $self.repair_id}}
      finish:
        requires: [{when: {self.done_at: null}, error: already_done, message: The repair is done already.}]
        effects:
          - {set: {done_at: $at, done_by: {$pick: [Ana, Bo]}}}
          - {create: note, with: {note_id: {$concat: [done-, $self.repair_id]}, text: $self.status}}
  - id: note
    collection: notes
    key: note_id
    fields: {note_id: {$code: 'n###'}, text: $with.text, bike_id: null}
    types: {note_id: id, text: text, bike_id: id?}
    references: {bike_id: bike}
    events: {write: {creates: true, arguments: {text: text, bike_id: id?}}}
rules:
  - {id: done-after-open, severity: E, entity: repair, when: {self.done_at: {not: null}}, holds: {self.done_at: {min: $self.opened_at}}, description: A repair is done after it was opened.}
  - {id: line-price, severity: W, entity: repair, each: $self.lines, holds: {item.price: {above: 0}}, description: Parts cost something.}
`;
